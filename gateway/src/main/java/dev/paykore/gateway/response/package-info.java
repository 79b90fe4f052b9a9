/** The response of the public port, and the short way for one that is there as a whole. */
@NullMarked
package dev.paykore.gateway.response;

import org.jspecify.annotations.NullMarked;
