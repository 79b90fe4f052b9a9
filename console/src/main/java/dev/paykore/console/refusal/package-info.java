/** Why the console does not do what it was asked to; turned into HTTP elsewhere. */
@NullMarked
package dev.paykore.console.refusal;

import org.jspecify.annotations.NullMarked;
