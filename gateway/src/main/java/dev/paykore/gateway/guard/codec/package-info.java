/**
 * The server's HTTP/1.1 codec, stricter than the framework's: what comes between two requests and
 * between the words of a request line has one form.
 */
@NullMarked
package dev.paykore.gateway.guard.codec;

import org.jspecify.annotations.NullMarked;
