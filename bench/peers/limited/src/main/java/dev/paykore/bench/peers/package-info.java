/** Spring Cloud Gateway with a key and a limit, as a user would put it together. */
@NullMarked
package dev.paykore.bench.peers;

import org.jspecify.annotations.NullMarked;
