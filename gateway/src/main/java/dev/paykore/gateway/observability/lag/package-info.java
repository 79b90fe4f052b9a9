/** How long what is due has to wait for its event loop. */
@NullMarked
package dev.paykore.gateway.observability.lag;

import org.jspecify.annotations.NullMarked;
