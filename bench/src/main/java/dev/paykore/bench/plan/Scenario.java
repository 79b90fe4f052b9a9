package dev.paykore.bench.plan;

import dev.paykore.bench.keys.KeyOrder;
import dev.paykore.bench.peer.Peer;
import java.util.Locale;

/** What is sent to the peers, in the order in which it is measured. */
public enum Scenario {
  HOT("one hot key, small body", KeyOrder.HOT, "/v1/wallets", 200),
  ZIPF("1,000 keys by Zipf", KeyOrder.ZIPF, "/v1/wallets", 200),
  EVEN("all keys evenly", KeyOrder.EVEN, "/v1/wallets", 200),
  LIMITED("all limited (429)", KeyOrder.LIMITED, "/v1/limited", 429),
  UNKNOWN("all invalid (401)", KeyOrder.UNKNOWN, "/v1/wallets", 401),
  BODY_4K("bodies of 4 KB", KeyOrder.HOT, "/v1/4k", 200),
  BODY_1M("bodies of 1 MB", KeyOrder.HOT, "/v1/1m", 200),
  CONNECTIONS_1("1 connection", KeyOrder.HOT, "/v1/wallets", 200),
  CONNECTIONS_512("512 connections", KeyOrder.HOT, "/v1/wallets", 200);

  /** Of all scenarios that are not about their number. */
  public static final int USUAL_CONNECTIONS = 64;

  private final String words;
  private final KeyOrder keys;
  private final String path;
  private final int status;

  Scenario(String words, KeyOrder keys, String path, int status) {
    this.words = words;
    this.keys = keys;
    this.path = path;
    this.status = status;
  }

  /** Its name in options. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name in tables. */
  public String words() {
    return words;
  }

  public KeyOrder keys() {
    return keys;
  }

  public String path() {
    return path;
  }

  /** What each peer that knows keys has to answer. */
  public int status() {
    return status;
  }

  public int connections() {
    return switch (this) {
      case CONNECTIONS_1 -> 1;
      case CONNECTIONS_512 -> 512;
      default -> USUAL_CONNECTIONS;
    };
  }

  /** All peers take the hot key; the rest is for those that look at keys. */
  public boolean suits(Peer peer) {
    return this == HOT || peer.knowsKeys();
  }
}
