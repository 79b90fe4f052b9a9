/**
 * Routes as they are served: predicates and filters bound once, in an immutable table that is
 * swapped as a whole.
 */
@NullMarked
package dev.paykore.gateway.routing.table;

import org.jspecify.annotations.NullMarked;
