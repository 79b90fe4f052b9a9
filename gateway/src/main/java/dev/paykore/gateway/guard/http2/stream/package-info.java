/** The guard of one HTTP/2 stream: its head, its body, its response, and the time they take. */
@NullMarked
package dev.paykore.gateway.guard.http2.stream;

import org.jspecify.annotations.NullMarked;
