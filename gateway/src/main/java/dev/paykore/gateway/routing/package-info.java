/** Where a request goes, and the bounds of the route that it takes. */
@NullMarked
package dev.paykore.gateway.routing;

import org.jspecify.annotations.NullMarked;
