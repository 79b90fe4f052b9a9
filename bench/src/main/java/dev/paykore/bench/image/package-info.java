/** The images at work: what fills their AOT caches, and how long they take to the first answer. */
@NullMarked
package dev.paykore.bench.image;

import org.jspecify.annotations.NullMarked;
