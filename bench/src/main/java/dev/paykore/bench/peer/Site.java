package dev.paykore.bench.peer;

import dev.paykore.bench.stores.Stores;
import java.nio.file.Path;
import java.util.List;

/**
 * What all peers share.
 *
 * @param project the project's folder, with what was built
 * @param downstream the service behind them
 * @param stores their Redis and Postgres
 * @param jvmOptions of each Java process: the same heap and collector
 */
public record Site(Path project, Downstream downstream, Stores stores, List<String> jvmOptions) {}
