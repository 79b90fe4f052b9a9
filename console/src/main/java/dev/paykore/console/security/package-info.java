/** Sessions, tokens, log-in and its throttle, and the headers of every answer. */
@NullMarked
package dev.paykore.console.security;

import org.jspecify.annotations.NullMarked;
