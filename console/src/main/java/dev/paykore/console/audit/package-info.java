/** Who did what, when and from where: written with each change, never changed. */
@NullMarked
package dev.paykore.console.audit;

import org.jspecify.annotations.NullMarked;
