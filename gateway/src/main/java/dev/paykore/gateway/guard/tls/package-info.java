/** TLS at the public port: which protocol is chosen, by when, and with which certificate. */
@NullMarked
package dev.paykore.gateway.guard.tls;

import org.jspecify.annotations.NullMarked;
