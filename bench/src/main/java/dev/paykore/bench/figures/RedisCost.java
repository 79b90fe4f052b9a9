package dev.paykore.bench.figures;

import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.plan.Scenario;

/**
 * Commands a request.
 *
 * @param sent by the peer
 * @param run by Redis, those that scripts call included
 */
public record RedisCost(Scenario scenario, Peer peer, double sent, double run) {}
