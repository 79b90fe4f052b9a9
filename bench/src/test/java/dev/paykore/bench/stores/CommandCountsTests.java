package dev.paykore.bench.stores;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandCountsTests {

  @Test
  void allCommandsAreCountedButTheOneThatAsks() {
    CommandCounts counts =
        CommandCounts.parse(
            String.join(
                "\r\n",
                "# Commandstats",
                "cmdstat_get:calls=3,usec=1",
                "cmdstat_evalsha:calls=4,usec=1",
                "cmdstat_info:calls=9,usec=1",
                ""));

    assertThat(counts.since(new CommandCounts(2))).isEqualTo(5);
  }
}
