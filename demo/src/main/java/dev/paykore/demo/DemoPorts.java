package dev.paykore.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ports that people know; all others are free ones.
 *
 * @param edge where the edge is called
 * @param management where the edge's health and metrics are
 * @param console where the console is
 * @param consoleManagement where the console's health and metrics are
 */
record DemoPorts(Port edge, Port management, Port console, Port consoleManagement) {

  private static final int HIGHEST = 65_535;

  /**
   * A port and the environment variable that sets it.
   *
   * @param variable the name of the variable
   * @param number 1 to 65,535
   */
  record Port(String variable, int number) {

    /** The address on this machine. */
    String url() {
      return "http://localhost:" + number;
    }
  }

  /**
   * Reads the ports from environment variables.
   *
   * @throws DemoException if a value is no port
   */
  static DemoPorts of(Map<String, String> environment) {
    return new DemoPorts(
        port(environment, "PAYKORE_EDGE_PORT", "8080"),
        port(environment, "PAYKORE_MANAGEMENT_PORT", "9080"),
        port(environment, "PAYKORE_CONSOLE_PORT", "8090"),
        port(environment, "PAYKORE_CONSOLE_MANAGEMENT_PORT", "9090"));
  }

  /**
   * Checks before anything is started that nobody else has the ports.
   *
   * @throws DemoException that names the port and its variable
   */
  void requireFree() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (Port port : List.of(edge, management, console, consoleManagement)) {
        held.add(hold(port));
      }
    } finally {
      held.forEach(DemoPorts::release);
    }
  }

  private static Port port(Map<String, String> environment, String variable, String otherwise) {
    String value = environment.getOrDefault(variable, otherwise).strip();
    if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > HIGHEST) {
      throw new DemoException(
          "%s: '%s' (expected: a port from 1 to %d)".formatted(variable, value, HIGHEST));
    }
    return new Port(variable, Integer.parseInt(value));
  }

  private static ServerSocket hold(Port port) {
    try {
      return new ServerSocket(port.number());
    } catch (IOException e) {
      throw new DemoException(
          "Port %d cannot be used (%s): set %s to a free one."
              .formatted(port.number(), e.getMessage(), port.variable()));
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new DemoException("Port %d stays taken".formatted(socket.getLocalPort()));
    }
  }
}
