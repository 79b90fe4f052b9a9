package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.StringCodec;
import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextCodecTests {

  private static final TextCodec CODEC = TextCodec.INSTANCE;

  @Property
  void writesTheBytesThatLettucesOwnCodecWrites(@ForAll String text) {
    assertThat(CODEC.encodeKey(text)).isEqualTo(StringCodec.UTF8.encodeKey(text));
    assertThat(CODEC.encodeValue(text)).isEqualTo(StringCodec.UTF8.encodeValue(text));
  }

  @Property
  void readsWhatLettucesOwnCodecReads(@ForAll byte[] bytes) {
    ByteBuffer answer = ByteBuffer.wrap(bytes);
    String expected = StringCodec.UTF8.decodeValue(answer.duplicate());
    assertThat(CODEC.decodeValue(answer.duplicate())).isEqualTo(expected);
    assertThat(CODEC.decodeKey(answer.duplicate())).isEqualTo(expected);
  }

  @Example
  void textThatIsNotAsciiComesBack() {
    String text = "Adaeze \u1eccl\u00e1 \ud834\udd1e";
    assertThat(CODEC.decodeValue(CODEC.encodeValue(text))).isEqualTo(text);
  }
}
