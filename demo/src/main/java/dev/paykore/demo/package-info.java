/** Starts the whole product on one machine, and says how to call it. */
@NullMarked
package dev.paykore.demo;

import org.jspecify.annotations.NullMarked;
