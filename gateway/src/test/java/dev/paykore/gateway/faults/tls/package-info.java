/** TLS to the stores: who is not who they should be is refused. */
@NullMarked
package dev.paykore.gateway.faults.tls;

import org.jspecify.annotations.NullMarked;
