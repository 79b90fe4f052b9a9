/** Rows S and L: what is said over TLS and HTTP/2, well-formed or not, and how fast. */
@NullMarked
package dev.paykore.gateway.faults.protocol;

import org.jspecify.annotations.NullMarked;
