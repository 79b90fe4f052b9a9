/** Traces of requests: continued from the client, on to the downstream, and sent over OTLP. */
@NullMarked
package dev.paykore.gateway.tracing;

import org.jspecify.annotations.NullMarked;
