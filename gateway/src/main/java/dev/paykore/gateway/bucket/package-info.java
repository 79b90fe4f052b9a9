/** A bucket of tokens as arithmetic: integers, and the time as an argument. */
@NullMarked
package dev.paykore.gateway.bucket;

import org.jspecify.annotations.NullMarked;
