/** Hostile input on HTTP/1.1, row by row: framing, targets, headers, and who may say what. */
@NullMarked
package dev.paykore.gateway.faults.http1;

import org.jspecify.annotations.NullMarked;
