/** Reactor Netty as a proxy, with nothing around it. */
@NullMarked
package dev.paykore.bench.peers;

import org.jspecify.annotations.NullMarked;
