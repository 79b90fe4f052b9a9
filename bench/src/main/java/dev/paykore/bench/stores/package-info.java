/** The Redis and Postgres that the peers share, the keys in them, and what Redis is asked to do. */
@NullMarked
package dev.paykore.bench.stores;

import org.jspecify.annotations.NullMarked;
