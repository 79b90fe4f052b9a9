package dev.paykore.gateway.header;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * Some names of header fields, whatever their case (RFC 9110, section 5.1). It is asked for each
 * header of each request: Netty's decoder gives names that remember their hash, so that asking
 * makes nothing and mostly compares nothing.
 */
public final class HeaderNameSet {

  private final HttpHeaders names;

  private HeaderNameSet(HttpHeaders names) {
    this.names = names;
  }

  /** The set of these names, and of whatever else a list of names may have in their place. */
  public static HeaderNameSet of(CharSequence... names) {
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (CharSequence name : names) {
      headers.set(name, "");
    }
    return new HeaderNameSet(headers);
  }

  /** Whether the name is one of them. */
  public boolean contains(CharSequence name) {
    return names.contains(name);
  }

  /** Whether a name begins so. */
  public static boolean startsWith(CharSequence name, String lowerCasePrefix) {
    int length = lowerCasePrefix.length();
    return name.length() >= length
        && AsciiString.regionMatches(name, true, 0, lowerCasePrefix, 0, length);
  }
}
