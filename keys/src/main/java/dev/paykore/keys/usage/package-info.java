/**
 * How the use of keys gets from the edges to the console, by Redis; {@code docs/usage.md} has the
 * form of the data.
 *
 * <p>Each edge counts in its own process and calls {@link UsageReports} about once a second. One
 * script writes all that concerns one key, and a flush that is sent twice counts once.
 */
@NullMarked
package dev.paykore.keys.usage;

import org.jspecify.annotations.NullMarked;
