package dev.paykore.gateway.guard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A path has one spelling. Nothing in it may be collapsed, resolved, cut off or decoded a second
 * time by whoever reads it next: no empty or dot segments, no parameters, no backslash, no escaped
 * dot, slash, backslash or control character, and no escape that an escape hides.
 */
final class PathRule {

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final Pattern ESCAPED_SYNTAX = Pattern.compile("%(?i:2E|2F|5C)");

  /** Some servers cut parameters off, and then resolve what is left. */
  private static final Pattern DOTS_WITH_PARAMETER = Pattern.compile("/\\.\\.?;");

  private static final Verdict ABSOLUTE =
      Verdict.badRequest("Path: expected a path that starts with one slash.");
  private static final Verdict SEGMENTS =
      Verdict.badRequest("Path: expected no empty segments and no dot segments.");
  private static final Verdict CHARACTERS =
      Verdict.badRequest(
          "Path: expected only characters that RFC 3986 allows there, and no semicolon.");
  private static final Verdict ESCAPES =
      Verdict.badRequest("Path: expected two hexadecimal digits after each percent sign.");
  private static final Verdict ESCAPED =
      Verdict.badRequest(
          "Path: expected no escaped dot, slash, backslash or control character, however often"
              + " escaped.");
  private static final Verdict UTF_8 = Verdict.badRequest("Path: expected escapes of UTF-8.");

  private PathRule() {}

  static Verdict check(String path) {
    if (!path.startsWith("/")) {
      return ABSOLUTE;
    }
    if (hasEmptyOrDotSegment(path)) {
      return SEGMENTS;
    }
    if (!UriText.isPath(path)) {
      return CHARACTERS;
    }
    return path.indexOf('%') < 0 ? Verdict.PASSED : checkEscapes(path);
  }

  private static boolean hasEmptyOrDotSegment(String path) {
    return path.contains("//")
        || path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }

  private static Verdict checkEscapes(String path) {
    if (UriText.hasBrokenEscape(path)) {
      return ESCAPES;
    }
    return ESCAPED_SYNTAX.matcher(path).find() ? ESCAPED : checkDecoded(UriText.decode(path));
  }

  private static Verdict checkDecoded(byte[] octets) {
    try {
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      if (DOTS_WITH_PARAMETER.matcher(decoded).find()) {
        return SEGMENTS;
      }
      return decoded.chars().anyMatch(Character::isISOControl) || ESCAPE.matcher(decoded).find()
          ? ESCAPED
          : Verdict.PASSED;
    } catch (CharacterCodingException e) {
      return UTF_8;
    }
  }
}
