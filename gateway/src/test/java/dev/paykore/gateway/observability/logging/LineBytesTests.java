package dev.paykore.gateway.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class LineBytesTests {

  private static final int LAST = 0x3000;

  private final LineBytes line = new LineBytes(1);

  @Test
  void eachCharacterIsWhatJacksonMakesOfIt() {
    for (char c = 0; c < LAST; c++) {
      assertText("/a" + c + "b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uD83D\uDE00", "a\uD83D", "\uDE00b", "\uDE00\uD83D", "\uFFFF"})
  void aTextIsWhatJacksonMakesOfIt(String text) {
    assertText(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 200, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void aNumberIsItsDigits(long number) {
    line.addNumber(number);
    assertThat(text()).isEqualTo(Long.toString(number));
  }

  @Test
  void whatWasAddedLastCanBeTakenBack() throws IOException {
    line.addText("first");
    int before = line.size();
    line.addText("half of the sec");
    line.cutTo(before);
    line.add('\n');
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    line.writeTo(written);
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("\"first\"\n");
  }

  @Test
  void afterALongLineItIsEmptyAgain() {
    line.addText("a".repeat(1_000));
    line.clear();
    line.addText("b");
    assertThat(text()).isEqualTo("\"b\"");
  }

  private void assertText(String given) {
    line.clear();
    line.addText(given);
    assertThat(text()).isEqualTo(jackson(given));
  }

  private String text() {
    return new String(line.from(0), StandardCharsets.UTF_8);
  }

  private static String jackson(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeString(text);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
