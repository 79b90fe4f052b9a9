/** How lines leave the process: on one thread of their own, so that nobody else ever waits. */
@NullMarked
package dev.paykore.gateway.observability.logging;

import org.jspecify.annotations.NullMarked;
