/** The comparison of the edge with what people would otherwise pick. */
@NullMarked
package dev.paykore.bench;

import org.jspecify.annotations.NullMarked;
