package dev.paykore.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.bench.peer.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTests {

  @Test
  void nothingAskedForIsEverythingInFull() {
    Options options = Options.parse();

    assertThat(options.peers()).containsExactly(Peer.values());
    assertThat(options.scenarios()).containsExactly(Scenario.values());
    assertThat(options.pace().rounds()).isGreaterThanOrEqualTo(5);
    assertThat(options.keys()).isEqualTo(100_000);
  }

  /** The edge has them in its pod, and no peer is to be worse off. */
  @Test
  void everyJavaPeerHasCompactObjectHeaders() {
    assertThat(Options.parse().jvmOptions()).contains("-XX:+UseCompactObjectHeaders");
  }

  @Test
  void peersScenariosAndTimesCanBeChosen() {
    Options options =
        Options.parse("--seconds=3", "--peers=edge,scg-bare", "--scenarios=hot", "--rounds=2");

    assertThat(options.peers()).containsExactly(Peer.BARE, Peer.EDGE);
    assertThat(options.scenarios()).containsExactly(Scenario.HOT);
    assertThat(options.pace().round()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.pace().rounds()).isEqualTo(2);
  }

  @Test
  void aPeerThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Options.parse("--peers=edge,kong"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'edge,kong' (expected: of nothing nginx");
  }
}
