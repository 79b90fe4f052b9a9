/** An HTTP/2 client that sends what it is told, frame by frame, right or wrong. */
@NullMarked
package dev.paykore.gateway.testing.http2;

import org.jspecify.annotations.NullMarked;
