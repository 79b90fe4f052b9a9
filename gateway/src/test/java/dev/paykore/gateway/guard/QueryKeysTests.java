package dev.paykore.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.Environment;
import java.security.SecureRandom;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.Test;

class QueryKeysTests {

  private final String key =
      new ApiKeyGenerator(new SecureRandom()).newKey(Environment.LIVE).reveal();

  @Test
  void leavesATargetWithoutAKeyAsItIs() {
    String target = "/v1/wallets?limit=10&q=a%20b&empty=&=x&&sort";
    assertThat(QueryKeys.removedFrom(target)).isSameAs(target);
  }

  @Test
  void removesTheParameterAndNothingElse() {
    assertThat(QueryKeys.removedFrom("/v1?a=1&api_key=" + key + "&b=2")).isEqualTo("/v1?a=1&b=2");
    assertThat(QueryKeys.removedFrom("/v1?a=1&" + key)).isEqualTo("/v1?a=1");
  }

  @Test
  void removesTheQueryThatWasNothingElse() {
    assertThat(QueryKeys.removedFrom("/v1?key=" + key)).isEqualTo("/v1");
  }

  @Test
  void seesAKeyThroughEscapesAndCase() {
    assertThat(QueryKeys.removedFrom("/v1?k=" + key.replace("_", "%5F"))).isEqualTo("/v1");
    assertThat(QueryKeys.removedFrom("/v1?k=" + key.toUpperCase(Locale.ROOT))).isEqualTo("/v1");
    assertThat(QueryKeys.removedFrom("/v1?k=Bearer%20" + key)).isEqualTo("/v1");
  }

  @Test
  void removesWhatBeginsLikeAKeyButIsNone() {
    assertThat(QueryKeys.removedFrom("/v1?k=pk_test_abc&x=1")).isEqualTo("/v1?x=1");
  }

  @Test
  void leavesATextThatOnlySpeaksOfKeys() {
    String target = "/v1?note=rotate%20sk_live_%20soon";
    assertThat(QueryKeys.removedFrom(target)).isSameAs(target);
  }

  @Property
  void noKeySurvivesAnywhere(@ForAll @AlphaChars String before, @ForAll @AlphaChars String after) {
    String target = "/v1?" + before + "=" + key + after + "&a=" + before + key;
    assertThat(QueryKeys.removedFrom(target)).doesNotContain(key);
  }
}
