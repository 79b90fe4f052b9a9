/** Slows who keeps sending keys that nobody has issued, before that costs a query. */
@NullMarked
package dev.paykore.gateway.authentication.slowing;

import org.jspecify.annotations.NullMarked;
