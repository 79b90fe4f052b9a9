package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick look at a text misses nothing that the exact patterns find. */
class LogMaskLookTests {

  private static final int HARMLESS_LENGTH = 12;
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{16,}");

  @Provide
  Arbitrary<String> texts() {
    List<String> pieces =
        List.of(
            "sk_",
            "PK%5f",
            "pk%255F",
            "live_",
            "TEST%5F",
            "bearer",
            "BaSiC",
            "c",
            "R",
            "k",
            "_",
            "%",
            " ",
            "\t",
            "\n",
            "\u000B",
            "\f",
            "\r",
            "\u00A0",
            "\u0131",
            "\u212A",
            "0123456789abcdefABCD",
            "abcdefgh.ijklmno",
            "x",
            "/");
    return Arbitraries.of(pieces).list().ofMaxSize(9).map(some -> String.join("", some));
  }

  @Property
  void whatThePatternsFindIsMasked(@ForAll("texts") String text) {
    String exact = AUTHORIZATION.matcher(KeyMask.mask(text)).replaceAll("$1$2***");
    assertThat(LogMask.mask(text)).isEqualTo(text.length() < HARMLESS_LENGTH ? text : exact);
  }
}
