/** What is compared: how each of the peers is started and where it is called. */
@NullMarked
package dev.paykore.bench.peer;

import org.jspecify.annotations.NullMarked;
