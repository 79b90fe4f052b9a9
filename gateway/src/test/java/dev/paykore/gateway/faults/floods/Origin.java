package dev.paykore.gateway.faults.floods;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;

/**
 * Where the requests of a flood come from.
 *
 * @param lastOctet of the loopback address that a connection comes from
 * @param headers what a request says of where it comes from, made of a random number: lines of a
 *     head, or nothing
 */
record Origin(IntUnaryOperator lastOctet, LongFunction<String> headers) {

  /** The address that is trusted to say where a request comes from. */
  static final String TRUSTED_PROXY = "127.0.0.2";

  private static final int PROXY = 2;
  private static final int FIRST_OF_MANY = 10;

  /** One address. */
  static Origin address(int lastOctet) {
    return new Origin(connection -> lastOctet, random -> "");
  }

  /** An address a connection; every request pretends to be of another. */
  static Origin liars() {
    return new Origin(
        connection -> FIRST_OF_MANY + connection,
        random -> forwardedFor("198.51.%d.%d".formatted(octet(random, 1), octet(random, 0))));
  }

  /** An address a request, and no two the same, behind a trusted proxy. */
  static Origin manyAddresses() {
    AtomicLong next = new AtomicLong();
    return new Origin(
        connection -> PROXY, random -> forwardedFor(numbered(next.getAndIncrement())));
  }

  /** An address a request, all within one /64, behind a trusted proxy. */
  static Origin oneIpv6Network() {
    return new Origin(
        connection -> PROXY,
        random -> forwardedFor("2001:db8:0:1::%x".formatted(octet(random, 0))));
  }

  InetAddress addressOf(int connection) {
    try {
      return InetAddress.getByName("127.0.0." + lastOctet.applyAsInt(connection));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String numbered(long number) {
    return "10.%d.%d.%d".formatted(octet(number, 2), octet(number, 1), octet(number, 0));
  }

  private static String forwardedFor(String address) {
    return "X-Forwarded-For: " + address + "\r\n";
  }

  private static long octet(long random, int number) {
    return (random >>> (number * Byte.SIZE)) & 0xFF;
  }
}
