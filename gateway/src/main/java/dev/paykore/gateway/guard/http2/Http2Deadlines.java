package dev.paykore.gateway.guard.http2;

import java.time.Duration;

/**
 * How long the edge waits for an HTTP/2 client.
 *
 * @param head for the connection's or a request's head, once it has begun
 * @param bodyIdle between two frames of a request's body
 * @param write for one part of a response
 * @param keepAlive between the last stream and the next
 */
public record Http2Deadlines(
    Duration head, Duration bodyIdle, Duration write, Duration keepAlive) {}
