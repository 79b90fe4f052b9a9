package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/**
 * The target is a path and perhaps a query. A proxy's absolute form passes too if it names the very
 * host that the Host header names; it goes on in origin form.
 */
final class TargetRule implements Rule {

  private static final String SCHEME_END = "://";

  @Override
  public Verdict check(HttpRequest head) {
    String uri = head.uri();
    if (isAbsolute(uri) && !authority(uri).equalsIgnoreCase(host(head))) {
      return Verdict.badRequest("Request target: expected the host that the Host header names.");
    }
    String target = originForm(uri);
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Verdict verdict = PathRule.check(path);
    return verdict instanceof Verdict.Refused || question < 0
        ? verdict
        : checkQuery(target.substring(question + 1));
  }

  /** The target as a path and perhaps a query, whichever of the two forms it came in. */
  static String originForm(String uri) {
    if (!isAbsolute(uri)) {
      return uri;
    }
    String target = uri.substring(authorityEnd(uri));
    return target.startsWith("/") ? target : "/" + target;
  }

  private static Verdict checkQuery(String query) {
    return UriText.isQuery(query) && !UriText.hasBrokenEscape(query)
        ? Verdict.PASSED
        : Verdict.badRequest("Query: expected only characters that RFC 3986 allows there.");
  }

  private static boolean isAbsolute(String uri) {
    return uri.regionMatches(true, 0, "http://", 0, 7)
        || uri.regionMatches(true, 0, "https://", 0, 8);
  }

  private static String authority(String uri) {
    return uri.substring(authorityStart(uri), authorityEnd(uri));
  }

  private static int authorityStart(String uri) {
    return uri.indexOf(SCHEME_END) + SCHEME_END.length();
  }

  private static int authorityEnd(String uri) {
    int end = authorityStart(uri);
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  private static String host(HttpRequest head) {
    return head.headers().get(HttpHeaderNames.HOST, "");
  }
}
