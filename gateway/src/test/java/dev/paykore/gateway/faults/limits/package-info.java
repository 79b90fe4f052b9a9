/** Rows L of the limit: a key that asks for far more than it may, of one edge and of several. */
@NullMarked
package dev.paykore.gateway.faults.limits;

import org.jspecify.annotations.NullMarked;
