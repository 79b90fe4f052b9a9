package dev.paykore.gateway.authentication.lookup;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where the truth about a key is read. */
@FunctionalInterface
public interface RecordSource {

  /** The record of one secret; empty if there is none, an error if nobody knows. */
  Mono<ApiKeyRecord> findByHash(ApiKeyHash hash);

  /** The records of those of the secrets that there are. */
  default Mono<List<ApiKeyRecord>> findByHashes(List<ApiKeyHash> hashes) {
    return Flux.fromIterable(hashes).concatMap(this::findByHash).collectList();
  }
}
