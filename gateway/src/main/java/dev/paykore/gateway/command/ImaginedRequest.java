package dev.paykore.gateway.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** A request that nobody has sent. */
final class ImaginedRequest extends AbstractServerHttpRequest {

  ImaginedRequest(HttpMethod method, URI url, HttpHeaders headers) {
    super(method, url, "", headers);
  }

  @Override
  public Flux<DataBuffer> getBody() {
    return Flux.empty();
  }

  @Override
  protected MultiValueMap<String, HttpCookie> initCookies() {
    return CollectionUtils.unmodifiableMultiValueMap(new LinkedMultiValueMap<>());
  }

  @Override
  protected @Nullable SslInfo initSslInfo() {
    return null;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // As the framework has it.
  public <T> T getNativeRequest() {
    throw new UnsupportedOperationException("nobody has sent this request");
  }
}
