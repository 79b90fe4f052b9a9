package dev.paykore.bench.load;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a generator sends.
 *
 * @param url the address, with its path
 * @param keys a file with the keys, one a line
 * @param connections how many, each with one request at a time
 * @param lasting how long
 */
public record Load(String url, Path keys, int connections, Duration lasting) {}
