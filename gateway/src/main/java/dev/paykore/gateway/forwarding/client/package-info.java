/** The HTTP client towards downstreams: its bounds, its connections, name resolution, and TLS. */
@NullMarked
package dev.paykore.gateway.forwarding.client;

import org.jspecify.annotations.NullMarked;
