package dev.paykore.console.request;

import dev.paykore.console.key.ApiKey;
import dev.paykore.keys.usage.FailedRequest;

/**
 * A request that was found.
 *
 * @param key the key that it carried
 * @param request what the edge kept of it
 */
public record FoundRequest(ApiKey key, FailedRequest request) {

  /** What its sender should do. */
  public String advice() {
    return Advice.of(request);
  }
}
