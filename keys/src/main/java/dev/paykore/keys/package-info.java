/** What the edge and the console must agree on: the format of a key, its hash and its record. */
@NullMarked
package dev.paykore.keys;

import org.jspecify.annotations.NullMarked;
