package dev.paykore.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.RedisCodec;
import java.nio.ByteBuffer;

/**
 * Keys and values as UTF-8. Lettuce's own codec for text borrows a buffer of the pool for each
 * argument and copies it from there, which for a script with hundreds of them is most of the work.
 */
final class TextCodec implements RedisCodec<String, String> {

  static final TextCodec INSTANCE = new TextCodec();

  private TextCodec() {}

  @Override
  public ByteBuffer encodeKey(String key) {
    return ByteBuffer.wrap(key.getBytes(UTF_8));
  }

  @Override
  public ByteBuffer encodeValue(String value) {
    return encodeKey(value);
  }

  @Override
  public String decodeKey(ByteBuffer bytes) {
    byte[] text = new byte[bytes.remaining()];
    bytes.get(text);
    return new String(text, UTF_8);
  }

  @Override
  public String decodeValue(ByteBuffer bytes) {
    return decodeKey(bytes);
  }
}
