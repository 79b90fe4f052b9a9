package dev.paykore.gateway.credential;

import dev.paykore.keys.ApiKeyFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the edge's own credentials in an {@code Authorization} header from someone else's. */
public final class Credentials {

  private static final String BEARER = "Bearer";
  private static final Pattern BETWEEN_TOKENS = Pattern.compile("[\\s,;:=\"']+");

  private Credentials() {}

  /**
   * Whether an {@code Authorization} value holds a token that claims to be a PayKore key, whatever
   * its scheme and well-formed or not. Such a value must not leave the edge.
   */
  public static boolean isOurs(String authorization) {
    return !authorization.isEmpty()
        && BETWEEN_TOKENS.splitAsStream(authorization).anyMatch(ApiKeyFormat::claimsToBeOurs);
  }

  /** The token of a {@code Bearer} value, maybe empty; {@code null} for another scheme. */
  static @Nullable String bearerToken(String authorization) {
    int end = BEARER.length();
    boolean bearer =
        authorization.regionMatches(true, 0, BEARER, 0, end)
            && (authorization.length() == end || authorization.charAt(end) == ' ');
    return bearer ? authorization.substring(end).stripLeading() : null;
  }
}
