/** What is refused in the server's own pipeline, before a request is routed. */
@NullMarked
package dev.paykore.gateway.guard;

import org.jspecify.annotations.NullMarked;
