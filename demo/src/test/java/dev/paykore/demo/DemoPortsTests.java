package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.demo.DemoPorts.Port;
import dev.paykore.servers.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPortsTests {

  @Test
  void theEdgeIsOn8080AndItsManagementOn9080() {
    DemoPorts ports = DemoPorts.of(Map.of());
    assertThat(ports.edge()).isEqualTo(new Port("PAYKORE_EDGE_PORT", 8080));
    assertThat(ports.management()).isEqualTo(new Port("PAYKORE_MANAGEMENT_PORT", 9080));
  }

  @Test
  void theConsoleIsOn8090AndItsManagementOn9090() {
    DemoPorts ports = DemoPorts.of(Map.of());
    assertThat(ports.console()).isEqualTo(new Port("PAYKORE_CONSOLE_PORT", 8090));
    assertThat(ports.consoleManagement())
        .isEqualTo(new Port("PAYKORE_CONSOLE_MANAGEMENT_PORT", 9090));
  }

  @Test
  void theEnvironmentSetsThem() {
    DemoPorts ports =
        DemoPorts.of(Map.of("PAYKORE_EDGE_PORT", "18080", "PAYKORE_MANAGEMENT_PORT", "65535"));
    assertThat(ports.edge().url()).isEqualTo("http://localhost:18080");
    assertThat(ports.management().url()).isEqualTo("http://localhost:65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "65536", "99999999999", "http", "80 80", "0x50"})
  void whatIsNoPortIsRefused(String value) {
    assertThatThrownBy(() -> DemoPorts.of(Map.of("PAYKORE_EDGE_PORT", value)))
        .isInstanceOf(DemoException.class)
        .hasMessage("PAYKORE_EDGE_PORT: '%s' (expected: a port from 1 to 65535)", value);
  }

  @Test
  void aTakenPortIsNamedWithItsVariable() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DemoPorts ports = ports(FreePort.next(), taken.getLocalPort());
      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(DemoException.class)
          .hasMessage(
              "Port %d cannot be used (Address already in use): set PAYKORE_MANAGEMENT_PORT to a"
                  + " free one.",
              taken.getLocalPort());
    }
  }

  @Test
  void onePortCannotBeBoth() {
    int port = FreePort.next();
    assertThatThrownBy(ports(port, port)::requireFree)
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("PAYKORE_MANAGEMENT_PORT");
  }

  @Test
  void freePortsStayFree() {
    DemoPorts ports = ports(FreePort.next(), FreePort.next());
    ports.requireFree();
    assertThatCode(ports::requireFree).doesNotThrowAnyException();
  }

  private static DemoPorts ports(int edge, int management) {
    return DemoPorts.of(
        Map.of(
            "PAYKORE_EDGE_PORT", Integer.toString(edge),
            "PAYKORE_MANAGEMENT_PORT", Integer.toString(management),
            "PAYKORE_CONSOLE_PORT", Integer.toString(FreePort.next()),
            "PAYKORE_CONSOLE_MANAGEMENT_PORT", Integer.toString(FreePort.next())));
  }
}
