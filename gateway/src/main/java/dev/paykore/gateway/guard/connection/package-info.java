/**
 * How a connection comes to its end: after its last answer, or because its client does not read.
 */
@NullMarked
package dev.paykore.gateway.guard.connection;

import org.jspecify.annotations.NullMarked;
