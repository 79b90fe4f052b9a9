/** Spares a downstream that is not there or too slow, and those who would wait for it. */
@NullMarked
package dev.paykore.gateway.forwarding.breaker;

import org.jspecify.annotations.NullMarked;
