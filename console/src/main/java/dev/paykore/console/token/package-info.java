/** Tokens for the REST API. */
@NullMarked
package dev.paykore.console.token;

import org.jspecify.annotations.NullMarked;
