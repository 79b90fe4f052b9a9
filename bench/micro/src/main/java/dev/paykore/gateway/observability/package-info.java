/** Times what only the package of this name in the edge can reach. */
@NullMarked
package dev.paykore.gateway.observability;

import org.jspecify.annotations.NullMarked;
