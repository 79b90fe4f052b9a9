package dev.paykore.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortTests {

  @Test
  void givesAnotherPortAtEachCall() {
    List<Integer> ports = Stream.generate(FreePort::next).limit(2_000).toList();
    assertThat(ports).doesNotHaveDuplicates();
  }

  /** Part 0 is for programs that are no test. */
  @Test
  void thisProcessHasAPartOfItsOwn() {
    int part = Integer.parseInt(System.getProperty("paykore.ports.part"));
    assertThat(part).isBetween(1, 3);
    assertThat(FreePort.next()).isBetween(11_000 + part * 2_500, 13_499 + part * 2_500);
  }

  @Test
  void givesAPortThatAServerCanHave() throws IOException {
    int port = FreePort.next();
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.getLocalPort()).isEqualTo(port);
      assertThat(FreePort.isTaken(port)).isTrue();
    }
  }
}
