package dev.paykore.console.paging;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A part of a list.
 *
 * @param data the entries
 * @param nextCursor where the next page begins, or {@code null} at the end
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

  /** What a query of a page adds to its conditions; {@link #bind} gives the values. */
  public static String condition(String at, String id) {
    return " AND (%1$s, %2$s) < (:page_at, :page_id) ORDER BY %1$s DESC, %2$s DESC LIMIT :page_limit"
        .formatted(at, id);
  }

  /** Binds what {@link #condition} needs: one entry more than wanted, to know if there is more. */
  public static GenericExecuteSpec bind(GenericExecuteSpec query, PageRequest request) {
    Cursor after = request.after();
    return query
        .bind("page_at", after == null ? Instant.parse("9999-01-01T00:00:00Z") : after.at())
        .bind("page_id", after == null ? "" : after.id())
        .bind("page_limit", request.limit() + 1);
  }

  /** Makes the page of what {@link #bind} has asked for. */
  public static <T> Mono<Page<T>> of(
      Flux<T> entries, PageRequest request, Function<T, Cursor> cursor) {
    return entries.collectList().map(list -> cut(list, request.limit(), cursor));
  }

  private static <T> Page<T> cut(List<T> list, int limit, Function<T, Cursor> cursor) {
    if (list.size() <= limit) {
      return new Page<>(list, null);
    }
    List<T> wanted = List.copyOf(list.subList(0, limit));
    return new Page<>(wanted, cursor.apply(wanted.getLast()).encode());
  }
}
