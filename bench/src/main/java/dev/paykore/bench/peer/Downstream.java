package dev.paykore.bench.peer;

import dev.paykore.bench.process.ChildProcess;
import dev.paykore.bench.process.Folder;
import dev.paykore.servers.FreePort;
import java.util.Map;

/** The service behind all peers: an nginx that answers by itself. */
public final class Downstream implements AutoCloseable {

  private static final int KIBIBYTE = 1024;
  private static final int MEBIBYTE = 1024 * KIBIBYTE;

  private final int port;
  private final int livePort;
  private final ChildProcess nginx;

  private Downstream(int port, int livePort, ChildProcess nginx) {
    this.port = port;
    this.livePort = livePort;
    this.nginx = nginx;
  }

  /** Starts it, with bodies of 4 KiB and 1 MiB beside the small one. */
  public static Downstream start() {
    Folder folder = Folder.create("downstream");
    folder.write("v1/4k", text(4 * KIBIBYTE));
    folder.write("v1/1m", text(MEBIBYTE));
    int port = FreePort.next();
    int livePort = FreePort.next();
    ChildProcess nginx =
        Nginx.start(
            folder,
            "downstream.conf",
            Map.of("port", Integer.toString(port), "livePort", Integer.toString(livePort)));
    return new Downstream(port, livePort, nginx);
  }

  int port() {
    return port;
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The same service at another port, as the one of the live environment. */
  private String liveUrl() {
    return "http://127.0.0.1:" + livePort;
  }

  /** Where the edge finds its wallet services, for its environment. */
  public Map<String, String> environment() {
    return Map.of(
        "PAYKORE_WALLETS_SANDBOX_URL", url(),
        "PAYKORE_TRANSACTIONS_SANDBOX_URL", url(),
        "PAYKORE_WALLETS_LIVE_URL", liveUrl(),
        "PAYKORE_TRANSACTIONS_LIVE_URL", liveUrl());
  }

  @Override
  public void close() {
    nginx.close();
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    java.util.Arrays.fill(text, (byte) 'x');
    return text;
  }
}
