/** How keys are used: live from Redis, by hour from Postgres. */
@NullMarked
package dev.paykore.console.usage;

import org.jspecify.annotations.NullMarked;
