package dev.paykore.gateway.configuration;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Where something is written, as editors and terminals take it: {@code file:line:column}. */
public final class Place {

  private Place() {}

  /** The place of an origin; what is not written in a file is described in Boot's words. */
  public static String of(Origin origin) {
    if (origin instanceof PropertySourceOrigin source && source.getOrigin() != null) {
      return of(source.getOrigin());
    }
    if (origin instanceof TextResourceOrigin text
        && text.getResource() != null
        && text.getLocation() != null) {
      return "%s:%d:%d"
          .formatted(
              file(text.getResource()),
              text.getLocation().getLine() + 1,
              text.getLocation().getColumn() + 1);
    }
    return origin.toString();
  }

  private static @Nullable String file(Resource resource) {
    try {
      return resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
    } catch (IOException unreadable) {
      return resource.getDescription();
    }
  }
}
