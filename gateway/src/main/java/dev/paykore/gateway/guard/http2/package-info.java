/**
 * The guard of HTTP/2 (RFC 9113): on each stream the same rules as on an HTTP/1.1 connection, and
 * on the connection what only multiplexing needs: bounds for frames that carry nothing, for heads
 * that do not end, and for what nobody reads.
 */
@NullMarked
package dev.paykore.gateway.guard.http2;

import org.jspecify.annotations.NullMarked;
