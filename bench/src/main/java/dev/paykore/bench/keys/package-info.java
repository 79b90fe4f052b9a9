/** The keys of one run, and the orders in which they are sent. */
@NullMarked
package dev.paykore.bench.keys;

import org.jspecify.annotations.NullMarked;
