/** A real Redis, a real migrated Postgres and keys in them, for tests. */
@NullMarked
package dev.paykore.gateway.stores;

import org.jspecify.annotations.NullMarked;
