/** Takes each request of the public port to its route, and through the filters of that route. */
@NullMarked
package dev.paykore.gateway.routing.dispatch;

import org.jspecify.annotations.NullMarked;
