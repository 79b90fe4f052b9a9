/** What an HTTP/2 connection may carry, judged by the heads of its frames alone. */
@NullMarked
package dev.paykore.gateway.guard.http2.frame;

import org.jspecify.annotations.NullMarked;
