/** What was measured, and the arithmetic that figures need. */
@NullMarked
package dev.paykore.bench.figures;

import org.jspecify.annotations.NullMarked;
