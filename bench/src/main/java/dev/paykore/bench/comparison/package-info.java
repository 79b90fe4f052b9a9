/** One run of the comparison: starting, warming up, taking turns, counting. */
@NullMarked
package dev.paykore.bench.comparison;

import org.jspecify.annotations.NullMarked;
