package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpRequest;

/** One thing that must hold for a request; it looks and does not touch. */
@FunctionalInterface
interface Rule {

  Verdict check(HttpRequest head);
}
