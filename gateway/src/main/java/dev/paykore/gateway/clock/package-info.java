/** Time that only goes forward, for what waits or spares for a while. */
@NullMarked
package dev.paykore.gateway.clock;

import org.jspecify.annotations.NullMarked;
