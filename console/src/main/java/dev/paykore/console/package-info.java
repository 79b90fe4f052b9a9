/** The console: where partners keep their API keys, and the only writer of the key tables. */
@NullMarked
package dev.paykore.console;

import org.jspecify.annotations.NullMarked;
