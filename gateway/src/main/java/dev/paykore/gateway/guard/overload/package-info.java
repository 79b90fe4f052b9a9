/** What the edge does when there is more to do than it can: it refuses early, and says so. */
@NullMarked
package dev.paykore.gateway.guard.overload;

import org.jspecify.annotations.NullMarked;
