package dev.paykore.gateway.authentication.lookup;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import reactor.core.publisher.Mono;

/** Where the truth about a key is read. */
@FunctionalInterface
public interface RecordSource {

  /** The record of one secret; empty if there is none, an error if nobody knows. */
  Mono<ApiKeyRecord> findByHash(ApiKeyHash hash);
}
