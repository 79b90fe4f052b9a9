/** The two generators of load: as fast as answers come, and at a given rate. */
@NullMarked
package dev.paykore.bench.load;

import org.jspecify.annotations.NullMarked;
