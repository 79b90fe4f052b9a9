package dev.paykore.gateway.forwarding.client;

import reactor.netty.http.client.HttpClient;

/**
 * The two ways to a downstream.
 *
 * @param pooled on a connection that may have been used before
 * @param fresh on a connection that was never used and will not be used again
 */
public record DownstreamClients(HttpClient pooled, HttpClient fresh) {}
