package dev.paykore.gateway.requestid;

import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Numbers of a strong random source, kept in stock by each thread: the source has a lock, and costs
 * most of what it costs once a call.
 */
final class RandomStock {

  private static final int STOCK_BYTES = 1024;

  private static final SecureRandom RANDOM = neverBlocking();

  private final FastThreadLocal<ByteBuffer> stock =
      new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
          return ByteBuffer.allocate(STOCK_BYTES).position(STOCK_BYTES);
        }
      };

  /** A number from zero up to the bound, each as likely as any other. */
  long next(long bound) {
    long highestFair = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    long number = next();
    while (number >= highestFair) {
      number = next();
    }
    return number % bound;
  }

  /** 63 random bits. */
  private long next() {
    ByteBuffer left = stock.get();
    if (!left.hasRemaining()) {
      byte[] fresh = new byte[STOCK_BYTES];
      RANDOM.nextBytes(fresh);
      left.clear().put(fresh).flip();
    }
    return left.getLong() >>> 1;
  }

  /** The default source reads a device at every use; this one is seeded by it once and computes. */
  private static SecureRandom neverBlocking() {
    try {
      return SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has DRBG", e);
    }
  }
}
