package dev.paykore.console.api;

import dev.paykore.console.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a list as the API gives it. */
record PageBody<T>(List<T> data, @Nullable String nextCursor) {

  static <S, T> PageBody<T> of(Page<S> page, Function<S, T> body) {
    return new PageBody<>(page.data().stream().map(body).toList(), page.nextCursor());
  }
}
