/** The id that names a request in its answer, in the logs and downstream. */
@NullMarked
package dev.paykore.gateway.requestid;

import org.jspecify.annotations.NullMarked;
