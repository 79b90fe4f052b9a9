package dev.paykore.keys.usage;

import java.util.List;

/**
 * What one process has counted for one key since its last flush.
 *
 * @param keyId the public id of the key
 * @param counts one entry a secret and second
 * @param failedRequests the requests to keep for looking up, at most {@link #MAX_FAILED_REQUESTS}
 */
public record KeyUsage(String keyId, List<UsageCount> counts, List<FailedRequest> failedRequests) {

  /** How many failed requests of one key a flush may carry; an edge drops those beyond. */
  public static final int MAX_FAILED_REQUESTS = 100;

  public KeyUsage {
    if (failedRequests.size() > MAX_FAILED_REQUESTS) {
      throw new IllegalArgumentException(
          "failed requests of %s: %d (expected: <= %d)"
              .formatted(keyId, failedRequests.size(), MAX_FAILED_REQUESTS));
    }
    counts = List.copyOf(counts);
    failedRequests = List.copyOf(failedRequests);
  }
}
