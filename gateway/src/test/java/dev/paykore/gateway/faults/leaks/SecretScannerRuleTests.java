package dev.paykore.gateway.faults.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule that SECURITY.md ships for scanners finds keys, and none in this repository. */
class SecretScannerRuleTests {

  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern QUOTED = Pattern.compile("'''(.*?)'''");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", ".mvn");

  private final String[] regexes = regexes();
  private final Pattern rule = Pattern.compile(regexes[0]);
  private final Pattern allowed = Pattern.compile(regexes[1]);

  @ParameterizedTest
  @EnumSource(Environment.class)
  void findsAKeyWhereverItStands(Environment environment) {
    String key = new ApiKeyGenerator(new SecureRandom()).newKey(environment).reveal();
    for (String text : new String[] {key, "KEY=" + key + "\n", "'" + key + "'", "/" + key + "?"}) {
      assertThat(rule.matcher(text).results().map(MatchResult::group)).containsExactly(key);
    }
  }

  @Test
  void leavesWhatIsNoKey() {
    String key = new ApiKeyGenerator(new SecureRandom()).newKey(Environment.LIVE).reveal();
    assertThat("sk_test_YOUR_KEY_HERE").doesNotContainPattern(rule);
    assertThat(key + "0").doesNotContainPattern(rule);
    assertThat(key.substring(0, key.length() - 1)).doesNotContainPattern(rule);
  }

  @Test
  void findsNoneInThisRepositoryButTheExampleOfTheDocumentation() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY)) {
      assertThat(files.filter(SecretScannerRuleTests::isOurs).flatMap(this::keysIn)).isEmpty();
    }
  }

  private Stream<String> keysIn(Path file) {
    return rule.matcher(read(file))
        .results()
        .map(MatchResult::group)
        .filter(key -> !allowed.matcher(key).find())
        .map(key -> file + " has a key");
  }

  private static boolean isOurs(Path file) {
    for (Path part : file) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  private static String[] regexes() {
    return QUOTED
        .matcher(read(REPOSITORY.resolve("SECURITY.md")))
        .results()
        .map(quoted -> quoted.group(1))
        .toArray(String[]::new);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
