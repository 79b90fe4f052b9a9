/** What is made of the figures: medians, ratios, tables. */
@NullMarked
package dev.paykore.bench.report;

import org.jspecify.annotations.NullMarked;
