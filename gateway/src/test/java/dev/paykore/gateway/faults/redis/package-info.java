/** Redis away, hung, refusing, emptied or lying: rows R of {@code docs/reliability.md}. */
@NullMarked
package dev.paykore.gateway.faults.redis;

import org.jspecify.annotations.NullMarked;
