/** API keys: one use case a class. */
@NullMarked
package dev.paykore.console.key;

import org.jspecify.annotations.NullMarked;
