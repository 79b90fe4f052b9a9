/**
 * What is known of a key: remembered in this process, else in Redis, else in Postgres.
 *
 * <p>Nothing is believed for longer than five minutes from before its Postgres query was sent, and
 * a store that does not answer leaves a key unknown, never absent. Any number of requests for one
 * key that is not remembered share one look-up, which lives on when its first caller goes away.
 * Look-ups run on the threads of whoever calls, of Redis and of Postgres; nothing here blocks.
 */
@NullMarked
package dev.paykore.gateway.authentication.lookup;

import org.jspecify.annotations.NullMarked;
