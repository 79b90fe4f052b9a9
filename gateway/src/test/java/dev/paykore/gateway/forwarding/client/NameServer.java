package dev.paykore.gateway.forwarding.client;

import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on this machine that has the same answer for every name (RFC 1035). */
final class NameServer implements AutoCloseable {

  static final int NO_SUCH_NAME = 3;
  static final int SERVER_FAILURE = 2;

  private static final int HEADER = 12;
  private static final int IPV4 = 1;
  private static final int RESPONSE = 0x8180;

  private final DatagramSocket socket;
  private final AtomicInteger queries = new AtomicInteger();
  private volatile List<String> addresses = List.of();
  private volatile int secondsToLive = 1;
  private volatile int code;
  private volatile boolean silent;

  NameServer() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  DnsServerAddressStreamProvider provider() {
    return new SingletonDnsServerAddressStreamProvider(
        new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()));
  }

  /** Gives addresses that are good for so long, in place of a second. */
  void goodFor(int seconds) {
    secondsToLive = seconds;
  }

  /** Gives these addresses, good for a second unless told otherwise. */
  void answers(String... ipv4) {
    addresses = List.of(ipv4);
    code = 0;
    silent = false;
  }

  /** Gives an error. */
  void fails(int responseCode) {
    code = responseCode;
    silent = false;
  }

  void saysNothing() {
    silent = true;
  }

  int queries() {
    return queries.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] bytes = new byte[512];
    try {
      while (true) {
        DatagramPacket query = new DatagramPacket(bytes, bytes.length);
        socket.receive(query);
        queries.incrementAndGet();
        if (!silent) {
          byte[] answer = answer(ByteBuffer.wrap(bytes, 0, query.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private byte[] answer(ByteBuffer query) throws IOException {
    int endOfQuestion = HEADER;
    while (query.get(endOfQuestion) != 0) {
      endOfQuestion += query.get(endOfQuestion) + 1;
    }
    boolean ipv4 = query.getShort(endOfQuestion + 1) == IPV4;
    List<String> given = code == 0 && ipv4 ? addresses : List.of();
    ByteBuffer answer = ByteBuffer.allocate(512);
    answer.putShort(query.getShort(0)).putShort((short) (RESPONSE | code));
    answer.putShort((short) 1).putShort((short) given.size()).putInt(0);
    answer.put(query.slice(HEADER, endOfQuestion + 5 - HEADER));
    for (String address : given) {
      answer.putShort((short) 0xC00C).putShort((short) IPV4).putShort((short) 1);
      answer.putInt(secondsToLive);
      answer.putShort((short) 4).put(InetAddress.ofLiteral(address).getAddress());
    }
    byte[] bytes = new byte[answer.position()];
    answer.flip().get(bytes);
    return bytes;
  }
}
