/**
 * HTTP/1.1 on one connection to a downstream: one request at a time, one whole answer to each, each
 * in its time, and nothing besides.
 */
@NullMarked
package dev.paykore.gateway.forwarding.wire;

import org.jspecify.annotations.NullMarked;
