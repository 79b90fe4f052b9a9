package dev.paykore.gateway.faults.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What must be nowhere: keys whole, and every fragment of their digits that is long. */
final class Secrets {

  private static final int LONG = 16;
  private static final int PREFIX = "sk_live_".length();

  private final Set<String> fragments = new LinkedHashSet<>();

  /** One key more. */
  Secrets and(String key) {
    String digits = key.substring(PREFIX);
    for (int start = 0; start + LONG <= digits.length(); start++) {
      fragments.add(digits.substring(start, start + LONG));
    }
    return this;
  }

  /** One credential more that is no key of ours. */
  Secrets andForeign(String credential) {
    fragments.add(credential);
    return this;
  }

  /** Fails if any of it stands in the text, and says around what. */
  void assertNotIn(String what, String text) {
    for (String fragment : fragments) {
      int at = text.indexOf(fragment);
      assertThat(at)
          .as(() -> "%s: …%s…".formatted(what, text.substring(Math.max(0, at - 200), at)))
          .isNegative();
    }
  }

  /** Fails if any of it stands in one of the texts. */
  void assertNotIn(String what, Collection<String> texts) {
    texts.forEach(text -> assertNotIn(what, text));
  }
}
