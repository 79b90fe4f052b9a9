package dev.paykore.gateway.authentication;

import dev.paykore.gateway.authentication.lookup.RecordSource;
import dev.paykore.gateway.postgres.EdgeQueries;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import java.util.List;
import reactor.core.publisher.Mono;

/** The truth about keys, in Postgres. */
record PostgresRecords(EdgeQueries queries) implements RecordSource {

  @Override
  public Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
    return queries.findByHash(hash);
  }

  @Override
  public Mono<List<ApiKeyRecord>> findByHashes(List<ApiKeyHash> hashes) {
    return queries.findByHashes(hashes);
  }
}
