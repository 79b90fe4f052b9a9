package dev.paykore.gateway.faults;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can break or attack, in the order of the table, each with so many numbered rows. */
enum Component {
  /** Redis. */
  R(20),
  /** Postgres. */
  P(14),
  /** Downstreams. */
  U(16),
  /** Name resolution. */
  D(3),
  /** The clock. */
  C(1),
  /** Host and process. */
  H(11),
  /** Clients and load. */
  L(14),
  /** Protocol and headers. */
  S(15);

  private final int rows;

  Component(int rows) {
    this.rows = rows;
  }

  /** The ids of all rows there are. */
  static Stream<String> ids() {
    return Arrays.stream(values())
        .flatMap(
            component ->
                IntStream.rangeClosed(1, component.rows)
                    .mapToObj(number -> component.name() + number));
  }
}
