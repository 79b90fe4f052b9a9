/** Real Redis and Postgres processes on free ports, that can be killed, paused and restarted. */
@NullMarked
package dev.paykore.servers;

import org.jspecify.annotations.NullMarked;
