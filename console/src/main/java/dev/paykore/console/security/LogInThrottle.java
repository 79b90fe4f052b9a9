package dev.paykore.console.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.console.refusal.Refusal;
import dev.paykore.console.refusal.RefusedException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords by what was typed and where from, whether or not there is such an account.
 * An attempt is counted before the password is looked at, so that many at once are no way around.
 */
@Component
public final class LogInThrottle {

  private static final int MOST_REMEMBERED = 100_000;

  private final Cache<String, AtomicInteger> attempts;
  private final SecurityProperties properties;

  LogInThrottle(SecurityProperties properties, Ticker ticker) {
    this.properties = properties;
    this.attempts =
        Caffeine.newBuilder()
            .expireAfterWrite(properties.attemptsWindow())
            .maximumSize(MOST_REMEMBERED)
            .ticker(ticker)
            .build();
  }

  /**
   * Counts an attempt.
   *
   * @throws RefusedException if there were too many
   */
  public void attempt(String account, String address) {
    count(address, properties.attemptsPerAddress());
    count(key(account, address), properties.attempts());
  }

  /** The attempt was right: those before it are forgotten. */
  public void succeeded(String account, String address) {
    attempts.invalidate(key(account, address));
    AtomicInteger ofAddress = attempts.getIfPresent(address);
    if (ofAddress != null) {
      ofAddress.decrementAndGet();
    }
  }

  private void count(String key, int allowed) {
    if (attempts.get(key, any -> new AtomicInteger()).incrementAndGet() > allowed) {
      throw new RefusedException(new Refusal.TooManyAttempts(remainingSeconds(key)));
    }
  }

  private long remainingSeconds(String key) {
    long age =
        attempts
            .policy()
            .expireAfterWrite()
            .map(policy -> policy.ageOf(key, TimeUnit.SECONDS).orElse(0))
            .orElse(0L);
    return Math.max(1, properties.attemptsWindow().toSeconds() - age);
  }

  private static String key(String account, String address) {
    return account.strip().toLowerCase(Locale.ROOT) + " " + address;
  }
}
