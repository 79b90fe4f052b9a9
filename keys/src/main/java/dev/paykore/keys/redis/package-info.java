/**
 * Key records and key versions in Redis: their names, their form, and the one script that writes.
 *
 * <p>A record may be written by many readers of Postgres at once and by the console after a change.
 * The script lets the highest version win and answers with the winner, so a reader that was slow
 * cannot bring back what was changed meanwhile.
 */
@NullMarked
package dev.paykore.keys.redis;

import org.jspecify.annotations.NullMarked;
