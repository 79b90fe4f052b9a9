package dev.paykore.gateway.forwarding.share;

import dev.paykore.gateway.forwarding.share.Place.Caller;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;

/**
 * Gives each key a part of the connections to a downstream, and a line of its own for what is
 * beyond: whatever its clients do, such as all at once reading nothing, others find one free.
 */
public final class KeyShares {

  private final ConcurrentMap<Caller, Share> shares = new ConcurrentHashMap<>();
  private final int mostInHand;
  private final int longestLine;
  private final Duration patience;

  /**
   * @param mostInHand requests of a key at a downstream
   * @param longestLine how many more of them wait
   * @param patience how long each does
   */
  public KeyShares(int mostInHand, int longestLine, Duration patience) {
    this.mostInHand = mostInHand;
    this.longestLine = longestLine;
    this.patience = patience;
  }

  /** A place for a request, which has to leave in the end, and wait before if it is not taken. */
  public Place enter(Object downstream, String keyId) {
    Place place = new Place(new Caller(downstream, keyId));
    shares.compute(
        place.caller,
        (caller, share) ->
            Objects.requireNonNullElseGet(share, Share::new).enter(place, mostInHand, longestLine));
    return place;
  }

  /**
   * Waits until the place is taken.
   *
   * @throws NoShareException by signal, if that takes too long or too many wait already
   */
  public Mono<Void> await(Place place) {
    return place.turn == null
        ? Mono.error(new NoShareException())
        : place.turn.asMono().timeout(patience, Mono.error(NoShareException::new));
  }

  /** The request is over, or waits no more. */
  public void leave(Place place) {
    shares.computeIfPresent(place.caller, (caller, share) -> share.leave(place));
    Place next = place.successor;
    if (next != null && next.turn != null) {
      place.successor = null;
      var _ = next.turn.tryEmitEmpty();
    }
  }

  /** For how many keys and downstreams there are requests in hand. */
  int size() {
    return shares.size();
  }
}
