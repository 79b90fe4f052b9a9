package dev.paykore.gateway.forwarding.wire;

import io.netty.handler.codec.DecoderException;
import org.jspecify.annotations.Nullable;

/** A downstream's answer is no answer in HTTP/1.1, or not one that the edge passes on. */
public final class InvalidResponseException extends DecoderException {

  InvalidResponseException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
