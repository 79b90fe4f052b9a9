package dev.paykore.gateway.testing.http2;

import dev.paykore.gateway.testing.RawResponse;
import org.jspecify.annotations.Nullable;

/**
 * What came of one stream.
 *
 * @param response as far as it came, or {@code null} without a head
 * @param whole whether it was ended in an orderly way
 * @param reset with which error the stream was reset, or {@code null} if it was not
 */
public record Http2Answer(@Nullable RawResponse response, boolean whole, @Nullable Integer reset) {

  /** The whole response; fails if there is none. */
  public RawResponse expectWhole() {
    if (response == null || !whole) {
      throw new AssertionError("expected a whole response but got " + this);
    }
    return response;
  }

  /** The status, or 0 without a response. */
  public int status() {
    return response == null ? 0 : response.status();
  }
}
