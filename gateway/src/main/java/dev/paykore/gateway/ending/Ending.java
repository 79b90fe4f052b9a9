package dev.paykore.gateway.ending;

import reactor.core.publisher.Mono;

/** What a filter does when the work behind it ends. One of the first three is called, and once. */
public interface Ending {

  /** The work, with an ending of its own. */
  static Mono<Void> of(Mono<Void> work, Ending ending) {
    return new MonoEnding(work, ending);
  }

  /** The work is done. What this throws is an error of the work. */
  default void completed() {}

  /**
   * The work has failed.
   *
   * @return what those before are told
   */
  default Throwable failed(Throwable failure) {
    return failure;
  }

  /** Nobody waits for the work any more, and it was told so. */
  default void cancelled() {}

  /** Those before have been told, whatever it was. */
  default void over() {}
}
