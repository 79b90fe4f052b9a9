/** Spring Cloud Gateway with nothing but a route. */
@NullMarked
package dev.paykore.bench.peers;

import org.jspecify.annotations.NullMarked;
