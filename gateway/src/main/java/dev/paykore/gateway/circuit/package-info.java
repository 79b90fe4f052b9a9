/** What circuit breakers of stores and downstreams share. */
@NullMarked
package dev.paykore.gateway.circuit;

import org.jspecify.annotations.NullMarked;
