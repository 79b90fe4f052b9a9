/** What is to be measured, and for how long. */
@NullMarked
package dev.paykore.bench.plan;

import org.jspecify.annotations.NullMarked;
