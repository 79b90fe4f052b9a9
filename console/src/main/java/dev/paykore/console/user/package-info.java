/** Operators and partners' members, their passwords, and who is calling. */
@NullMarked
package dev.paykore.console.user;

import org.jspecify.annotations.NullMarked;
