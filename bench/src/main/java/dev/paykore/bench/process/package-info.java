/** The processes that the comparison starts, each with a folder of its own. */
@NullMarked
package dev.paykore.bench.process;

import org.jspecify.annotations.NullMarked;
