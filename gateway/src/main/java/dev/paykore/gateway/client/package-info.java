/** Where a request comes from: the client's address behind the proxies that the edge trusts. */
@NullMarked
package dev.paykore.gateway.client;

import org.jspecify.annotations.NullMarked;
