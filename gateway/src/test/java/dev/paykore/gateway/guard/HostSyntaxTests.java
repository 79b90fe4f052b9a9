package dev.paykore.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rule reads a host by hand; here is the same as a pattern. */
class HostSyntaxTests {

  private static final Pattern HOST =
      Pattern.compile(
          "(?!\\.)(?:(?!\\.\\.)[A-Za-z0-9.-]){1,253}(?<port>:[0-9]{1,5})?"
              + "|\\[(?<address>[0-9A-Fa-f:.]{2,45})](?<behind>:[0-9]{1,5})?");

  @Property(tries = 20_000)
  void theRuleTakesWhatThePatternTakes(@ForAll("hosts") String host) {
    assertThat(HostRule.isHost(host)).as(host).isEqualTo(matches(host));
  }

  @Example
  void aNameHasNoMoreThan253Characters() {
    assertThat(HostRule.isHost("a".repeat(253) + ":80")).isTrue();
    assertThat(HostRule.isHost("a".repeat(254))).isFalse();
  }

  @Example
  void noSpellingOfAHostIsMissed() {
    assertThat("a.b-C.9.:65535").matches(HostSyntaxTests::matches).matches(HostRule::isHost);
    assertThat("[2001:DB8::1]:1").matches(HostSyntaxTests::matches).matches(HostRule::isHost);
    assertThat("[::1]").matches(HostSyntaxTests::matches).matches(HostRule::isHost);
  }

  @Provide
  Arbitrary<String> hosts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "Z",
            "0",
            "9",
            ".",
            "-",
            ":",
            ":80",
            ":65535",
            ":65536",
            ":00080",
            "[",
            "]",
            "[::1]",
            "[::]",
            "::",
            "127.0.0.1",
            "@",
            "_",
            "%",
            " ",
            "\u0663",
            "\u017f",
            "\u00e4");
    return pieces.list().ofMaxSize(6).map(list -> String.join("", list));
  }

  private static boolean matches(String host) {
    Matcher parts = HOST.matcher(host);
    if (!parts.matches()) {
      return false;
    }
    String address = parts.group("address");
    String port = address == null ? parts.group("port") : parts.group("behind");
    return (port == null || isPort(Integer.parseInt(port.substring(1))))
        && (address == null || NetUtil.isValidIpV6Address(address));
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= 65_535;
  }
}
