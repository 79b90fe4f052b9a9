package dev.paykore.gateway.forwarding.client;

/**
 * The two ways to a downstream.
 *
 * @param pooled on a connection that may have been used before
 * @param fresh on a connection that was never used and will not be used again
 */
public record DownstreamClients(DownstreamClient pooled, DownstreamClient fresh) {}
