package dev.paykore.gateway.routing.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.util.AntPathMatcher;
import org.springframework.util.PathMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What the arguments are of a predicate that holds if one of them does, and whether one of them
 * takes all that another one does. What is not certain counts as no. A literal is tried with
 * Spring's own matchers, made as the predicates make them; patterns are compared part by part.
 */
enum PatternKind {
  METHOD {
    @Override
    boolean matches(String pattern, String literal) {
      return false;
    }

    @Override
    PatternParts parts(String pattern) {
      return PatternParts.ofWord(pattern);
    }
  },
  PATH {
    @Override
    boolean matches(String pattern, String literal) {
      return PATHS.parse(pattern).matches(PathContainer.parsePath(literal));
    }

    @Override
    PatternParts parts(String pattern) {
      return PatternParts.ofPath(pattern);
    }
  },
  /** A port belongs to the last label. */
  HOST {
    @Override
    boolean matches(String pattern, String literal) {
      return HOSTS.match(pattern, literal);
    }

    @Override
    PatternParts parts(String pattern) {
      return PatternParts.ofHost(pattern);
    }
  };

  private static final PathPatternParser PATHS = new PathPatternParser();
  private static final PathMatcher HOSTS = new AntPathMatcher(".");

  /** Takes itself alone, and is written in one way. */
  private static final Pattern LITERAL = Pattern.compile("[^*?{}%;\\\\]*");

  private static final Pattern PLACEHOLDER = Pattern.compile("[*?{]");

  /** That of a predicate's arguments; none if it is not of this sort. */
  static @Nullable PatternKind of(@Nullable String predicate) {
    return switch (predicate) {
      case "Method" -> METHOD;
      case "Path" -> PATH;
      case "Host" -> HOST;
      case null, default -> null;
    };
  }

  abstract boolean matches(String pattern, String literal);

  abstract PatternParts parts(String pattern);

  /** Whether all that matches the narrow one matches the wide one too. */
  boolean covers(String wide, String narrow) {
    return wide.equals(narrow) || (beginAlike(wide, narrow) && takesMore(wide, narrow));
  }

  /** Most patterns part in their first words; the separator that ends these may be absent. */
  private static boolean beginAlike(String wide, String narrow) {
    String words = PLACEHOLDER.split(wide, 2)[0];
    return words.length() < wide.length()
        && narrow.startsWith(words.substring(0, Math.max(0, words.length() - 1)));
  }

  private boolean takesMore(String wide, String narrow) {
    return LITERAL.matcher(narrow).matches()
        ? isMatched(wide, narrow)
        : parts(wide).cover(parts(narrow));
  }

  private boolean isMatched(String pattern, String literal) {
    try {
      return matches(pattern, literal);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
