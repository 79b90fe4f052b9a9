/**
 * The guard in the server's own pipeline, before anything of the framework has seen a request: what
 * the rules refuse is answered here, what is slow or too much is cut off here.
 */
@NullMarked
package dev.paykore.gateway.guard.server;

import org.jspecify.annotations.NullMarked;
