package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.testing.http2.Http2Client;
import javax.net.ssl.SSLContext;

/** A connection by HTTP/2, on which GOAWAY is obeyed. */
public final class KeptHttp2 implements KeptConnection {

  private final Http2Client client;
  private final String key;

  private KeptHttp2(Http2Client client, String key) {
    this.client = client;
    this.key = key;
  }

  public static KeptConnection connect(int port, SSLContext trust, String key) {
    return new KeptHttp2(Http2Client.connect(port, trust), key);
  }

  @Override
  public int request(String method, String path) {
    int stream = client.request(Http2Client.head(method, path).with("x-api-key", key));
    return client.answer(stream).expectWhole().status();
  }

  @Override
  public boolean isToldToLeave() {
    return client.isToldToLeave();
  }

  @Override
  public void close() {
    client.close();
  }
}
