/**
 * What is refused before a request is routed: the rules, pure and apart from the server's pipeline.
 *
 * <p>What passes has one meaning: one host, one framing, one spelling of its path, so that what is
 * matched is what is forwarded. {@code RequestRules} asks one rule after the other; the first
 * refusal counts. No refusal repeats what the client sent.
 */
@NullMarked
package dev.paykore.gateway.guard;

import org.jspecify.annotations.NullMarked;
