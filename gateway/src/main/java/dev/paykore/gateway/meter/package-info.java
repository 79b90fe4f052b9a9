/** The names of all that the edge measures. */
@NullMarked
package dev.paykore.gateway.meter;

import org.jspecify.annotations.NullMarked;
