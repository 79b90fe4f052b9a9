package dev.paykore.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on the loopback address that nobody listens on. They lie below those that systems
 * give to outgoing connections, which could take one again before its server does.
 */
public final class FreePort {

  /** How many processes that look for ports at one time can have ports of their own. */
  private static final int PARTS = 4;

  private static final int PORTS_OF_A_PART = 2_500;

  /** How far above its port a node of a Redis Cluster listens for the others. */
  private static final int TO_CLUSTER_BUS = 10_000;

  private static final int LOWEST = 11_000 + part() * PORTS_OF_A_PART;
  private static final int HIGHEST = LOWEST + PORTS_OF_A_PART;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port that was free a moment ago, another one at each call. */
  public static int next() {
    return ThreadLocalRandom.current()
        .ints(LOWEST, HIGHEST)
        .filter(port -> isFree(port) && GIVEN.add(port))
        .findFirst()
        .orElseThrow();
  }

  /** A port like those of {@link #next()} for a node of a Redis Cluster, which takes two. */
  static int nextForCluster() {
    return ThreadLocalRandom.current()
        .ints(LOWEST, HIGHEST)
        .filter(port -> isFree(port) && isFree(port + TO_CLUSTER_BUS))
        .filter(port -> GIVEN.add(port) && GIVEN.add(port + TO_CLUSTER_BUS))
        .findFirst()
        .orElseThrow();
  }

  /** Which part of the ports this process has, by a property that its starter sets. */
  private static int part() {
    return Math.floorMod(Integer.parseInt(System.getProperty("paykore.ports.part", "0")), PARTS);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether somebody, frozen or not, listens on the port. */
  static boolean isTaken(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
