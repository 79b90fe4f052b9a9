package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;

/** A connection by HTTP/1.1 over TLS, on which {@code Connection: close} is obeyed. */
public final class KeptHttp1 implements KeptConnection {

  private final RawHttpClient client;
  private final String key;
  private boolean toldToLeave;

  private KeptHttp1(RawHttpClient client, String key) {
    this.client = client;
    this.key = key;
  }

  public static KeptConnection connect(int port, SSLContext trust, String key) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      return new KeptHttp1(
          RawHttpClient.over(trust.getSocketFactory().createSocket(here, port)), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int request(String method, String path) {
    client.send(
        method + " " + path + " HTTP/1.1",
        "Host: localhost",
        "X-API-Key: " + key,
        "Content-Length: 0",
        "");
    RawResponse response = client.read();
    toldToLeave = response.all("connection").contains("close");
    return response.status();
  }

  @Override
  public boolean isToldToLeave() {
    return toldToLeave;
  }

  @Override
  public void close() {
    client.close();
  }
}
