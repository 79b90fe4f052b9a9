package dev.paykore.gateway.faults.host;

/** A client's connection for one request after the other, until the client is told to leave it. */
public interface KeptConnection extends AutoCloseable {

  /** The status of the answer; fails without one. */
  int request(String method, String path);

  /** Whether the server has asked for the connection's end. */
  boolean isToldToLeave();

  @Override
  void close();

  /** How a client comes to another one. */
  @FunctionalInterface
  public interface Source {
    KeptConnection connect();
  }
}
