/** Takes each request of the public port through its filters and its route to its answer. */
@NullMarked
package dev.paykore.gateway.handler;

import org.jspecify.annotations.NullMarked;
