package dev.paykore.console.user;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Hashes and checks passwords with bcrypt, which takes its time, off the event loops. */
@Component
public final class Passwords {

  private static final int STRENGTH = 12;

  private final PasswordEncoder encoder = new BCryptPasswordEncoder(STRENGTH);
  private final String nobodysHash = encode("nobody");

  /** The hash to keep. */
  public Mono<String> hash(String password) {
    return Mono.fromCallable(() -> encode(password)).subscribeOn(Schedulers.boundedElastic());
  }

  /** Whether the password is the one; takes as long where there is no hash, and says no. */
  public Mono<Boolean> matches(String password, @Nullable String hash) {
    return Mono.fromCallable(
            () -> encoder.matches(password, hash == null ? nobodysHash : hash) && hash != null)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private String encode(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("bcrypt gave no hash");
    }
    return hash;
  }
}
