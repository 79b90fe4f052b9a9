package dev.paykore.gateway.forwarding.share;

import dev.paykore.gateway.forwarding.share.Place.State;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/** The requests of one key that are in hand at a downstream. Of one thread at a time. */
final class Share {

  private int inHand;
  private @Nullable Deque<Place> line;

  /** Gives it a place, now or when one before it leaves, unless the line is too long. */
  Share enter(Place place, int mostInHand, int longestLine) {
    if (inHand < mostInHand) {
      inHand++;
      place.state = State.TAKEN;
    } else if (line().size() < longestLine) {
      place.state = State.WAITING;
      place.turn = Sinks.empty();
      line().add(place);
    } else {
      place.state = State.REFUSED;
    }
    return this;
  }

  /** Gives its place to the next; gives {@code null} when none is in hand. */
  @Nullable Share leave(Place place) {
    if (place.state == State.TAKEN) {
      handOn(place);
    } else if (place.state == State.WAITING) {
      line().remove(place);
    }
    place.state = State.LEFT;
    return inHand == 0 ? null : this;
  }

  private void handOn(Place place) {
    Place next = line == null ? null : line.poll();
    if (next == null) {
      inHand--;
    } else {
      next.state = State.TAKEN;
      place.successor = next;
    }
  }

  private Deque<Place> line() {
    if (line == null) {
      line = new ArrayDeque<>();
    }
    return line;
  }
}
