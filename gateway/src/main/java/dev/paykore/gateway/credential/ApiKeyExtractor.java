package dev.paykore.gateway.credential;

import dev.paykore.keys.PresentedKey;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Finds the API key among a request's headers: {@code X-API-Key}, else {@code Authorization:
 * Bearer}. The table in {@code docs/errors.md} has every case. A query is never looked at.
 */
public final class ApiKeyExtractor {

  /** The header that partners should use. */
  public static final String API_KEY_HEADER = "X-API-Key";

  private static final String ATTRIBUTE = ApiKeyExtractor.class.getName();

  private ApiKeyExtractor() {}

  /** The credential of the request in hand, extracted once. */
  public static PresentedCredential of(ServerWebExchange exchange) {
    PresentedCredential known = exchange.getAttribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    PresentedCredential extracted = extract(exchange.getRequest().getHeaders());
    exchange.getAttributes().put(ATTRIBUTE, extracted);
    return extracted;
  }

  /** The credential that the headers present. */
  public static PresentedCredential extract(HttpHeaders headers) {
    List<String> apiKeys = headers.getOrEmpty(API_KEY_HEADER);
    List<String> authorizations = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (apiKeys.size() > 1 || authorizations.size() > 1) {
      return PresentedCredential.MALFORMED;
    }
    String apiKey = firstOrEmpty(apiKeys);
    String authorization = firstOrEmpty(authorizations);
    return apiKey.isEmpty() ? fromAuthorization(authorization) : fromApiKey(apiKey, authorization);
  }

  private static PresentedCredential fromApiKey(String apiKey, String authorization) {
    boolean another =
        Credentials.isOurs(authorization) && !apiKey.equals(Credentials.bearerToken(authorization));
    return another ? PresentedCredential.MALFORMED : parse(apiKey);
  }

  private static PresentedCredential fromAuthorization(String authorization) {
    String token = Credentials.bearerToken(authorization);
    if (token == null) {
      return Credentials.isOurs(authorization)
          ? PresentedCredential.MALFORMED
          : PresentedCredential.MISSING;
    }
    return token.isEmpty() ? PresentedCredential.MISSING : parse(token);
  }

  private static PresentedCredential parse(String text) {
    return PresentedKey.parse(text)
        .<PresentedCredential>map(PresentedCredential.Key::new)
        .orElse(PresentedCredential.MALFORMED);
  }

  private static String firstOrEmpty(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }
}
