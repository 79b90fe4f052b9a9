/** When the edge may be sent requests: once a store has answered, and from then on. */
@NullMarked
package dev.paykore.gateway.readiness;

import org.jspecify.annotations.NullMarked;
