/**
 * The way to a downstream and back: headers, bounds, connections, and what an error means there.
 */
@NullMarked
package dev.paykore.gateway.forwarding;

import org.jspecify.annotations.NullMarked;
