/** What the time that an answer takes tells of a key, and what it does not: row S11. */
@NullMarked
package dev.paykore.gateway.faults.timing;

import org.jspecify.annotations.NullMarked;
