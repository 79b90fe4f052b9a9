/**
 * Takes changed files into a running edge: routes, tiers and log levels, all or nothing. What
 * cannot serve is refused as a whole, and the edge goes on with what it has.
 */
@NullMarked
package dev.paykore.gateway.reload;

import org.jspecify.annotations.NullMarked;
