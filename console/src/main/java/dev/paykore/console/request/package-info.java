/** Looking up a request that an edge answered with an error. */
@NullMarked
package dev.paykore.console.request;

import org.jspecify.annotations.NullMarked;
