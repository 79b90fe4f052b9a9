package dev.paykore.bench.stores;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandCountsTests {

  @Test
  void allCommandsAreCountedButTheOneThatAsks() {
    CommandCounts counts =
        CommandCounts.parse(
            "# Commandstats\r\ncmdstat_get:calls=3,usec=1\r\ncmdstat_evalsha:calls=4,usec=1\r\n"
                + "cmdstat_info:calls=9,usec=1\r\n");

    assertThat(counts.since(new CommandCounts(2))).isEqualTo(5);
  }
}
