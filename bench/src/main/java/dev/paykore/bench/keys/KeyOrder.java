package dev.paykore.bench.keys;

import dev.paykore.keys.PresentedKey;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which keys a load sends, and in which order; it is gone through again and again. */
public enum KeyOrder {
  /** One key. */
  HOT {
    @Override
    Stream<PresentedKey> of(KeyRing keys) {
      return Stream.of(keys.unlimited().getFirst().secret());
    }
  },
  /** A thousand keys, some of them much more often than others. */
  ZIPF {
    @Override
    Stream<PresentedKey> of(KeyRing keys) {
      List<IssuedKey> some = keys.unlimited();
      Zipf zipf = new Zipf(Math.min(ZIPF_KEYS, some.size()));
      SplittableRandom random = new SplittableRandom(SEED);
      return IntStream.range(0, ZIPF_DRAWS).mapToObj(i -> some.get(zipf.next(random)).secret());
    }
  },
  /** All keys, each as often as any other. They were made at random: their order is one. */
  EVEN {
    @Override
    Stream<PresentedKey> of(KeyRing keys) {
      return keys.unlimited().stream().map(IssuedKey::secret);
    }
  },
  /** One key that is over its limit. */
  LIMITED {
    @Override
    Stream<PresentedKey> of(KeyRing keys) {
      return Stream.of(keys.limited().secret());
    }
  },
  /** One key that does not exist: a partner with a wrong configuration. */
  UNKNOWN {
    @Override
    Stream<PresentedKey> of(KeyRing keys) {
      return Stream.of(keys.unknown());
    }
  };

  private static final int ZIPF_KEYS = 1_000;
  private static final int ZIPF_DRAWS = 100_000;
  private static final long SEED = 6;

  abstract Stream<PresentedKey> of(KeyRing keys);
}
