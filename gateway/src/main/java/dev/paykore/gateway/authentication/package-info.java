/** Who is calling: from the credential in a request to the record of its key. */
@NullMarked
package dev.paykore.gateway.authentication;

import org.jspecify.annotations.NullMarked;
