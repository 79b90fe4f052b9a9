/** The way to downstreams: its bounds, its connections, name resolution, TLS, and one exchange. */
@NullMarked
package dev.paykore.gateway.forwarding.client;

import org.jspecify.annotations.NullMarked;
