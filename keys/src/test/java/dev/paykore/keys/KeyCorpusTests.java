package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays the texts of {@code corpus/keys.txt}. */
class KeyCorpusTests {

  private static final Pattern REPEATED = Pattern.compile("\\{([0-9]+)\\*(.)}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|n)");

  static Stream<List<String>> texts() throws IOException {
    try (InputStream in = KeyCorpusTests.class.getResourceAsStream("/corpus/keys.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> List.of(line.split(" \\| ?", 2)))
              .toList()
              .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isWhatItIsSaidToBe(List<String> expectationAndText) {
    String text = text(expectationAndText.get(1));
    String expectation = expectationAndText.getFirst();
    assertThat(PresentedKey.parse(text).isPresent()).isEqualTo(expectation.equals("key"));
    assertThat(ApiKeyFormat.claimsToBeOurs(text)).isEqualTo(!expectation.equals("other"));
  }

  private static String text(String written) {
    String repeated = REPEATED.matcher(written).replaceAll(KeyCorpusTests::repeat);
    return ESCAPE.matcher(repeated).replaceAll(KeyCorpusTests::unescape);
  }

  private static String unescape(MatchResult escape) {
    int character = escape.group(1) == null ? '\n' : Integer.parseInt(escape.group(1), 16);
    return Character.toString(character);
  }

  private static String repeat(MatchResult repeated) {
    return repeated.group(2).repeat(Integer.parseInt(repeated.group(1)));
  }
}
