package dev.paykore.gateway.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class PlainNamesTests {

  private final PlainNames plainNames = new PlainNames();

  @Test
  void namesThatShareNoObjectArePlain() {
    assertThat(plainNames.are(null)).isTrue();
    assertThat(plainNames.are(pairs())).isTrue();
    assertThat(plainNames.are(pairs("a", "b.c", "bc"))).isTrue();
  }

  @Test
  void namesThatShareAnObjectAreNot() {
    assertThat(plainNames.are(pairs("b.c", "b"))).isFalse();
    assertThat(plainNames.are(pairs("b.c", "b.d"))).isFalse();
  }

  @Test
  void otherNamesAreNotTakenForThoseOfTheLastEvent() {
    for (int i = 0; i < 2; i++) {
      assertThat(plainNames.are(pairs("a", "b.c"))).isTrue();
      assertThat(plainNames.are(pairs("b", "b.c"))).isFalse();
      assertThat(plainNames.are(pairs("a", "b.c", "b"))).isFalse();
    }
  }

  private static List<KeyValuePair> pairs(String... names) {
    return Arrays.stream(names).map(name -> new KeyValuePair(name, 1)).toList();
  }
}
