/** Which part of the connections to a downstream one key may have, so that others find one free. */
@NullMarked
package dev.paykore.gateway.forwarding.share;

import org.jspecify.annotations.NullMarked;
