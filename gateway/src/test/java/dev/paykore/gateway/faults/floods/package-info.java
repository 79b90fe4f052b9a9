/** Floods of keys and of connections: rows L5, L9, L10 and R20. */
@NullMarked
package dev.paykore.gateway.faults.floods;

import org.jspecify.annotations.NullMarked;
