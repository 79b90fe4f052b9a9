/** Partners: created, put on a tier, suspended and resumed by operators. */
@NullMarked
package dev.paykore.console.partner;

import org.jspecify.annotations.NullMarked;
