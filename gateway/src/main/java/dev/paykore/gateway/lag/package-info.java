/** How long what is due has to wait for its event loop. */
@NullMarked
package dev.paykore.gateway.lag;

import org.jspecify.annotations.NullMarked;
