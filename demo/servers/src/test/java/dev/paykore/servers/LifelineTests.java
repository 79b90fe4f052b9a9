package dev.paykore.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifelineTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void endsTheServersOfAProcessThatWasKilled() throws Exception {
    try (Owner owner = Owner.start()) {
      assertThat(FreePort.isTaken(owner.redisPort())).isTrue();
      assertThat(FreePort.isTaken(owner.postgresPort())).isTrue();
      owner.kill();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(FreePort.isTaken(owner.redisPort())).isFalse();
                assertThat(FreePort.isTaken(owner.postgresPort())).isFalse();
                assertThat(owner.redisDirectory()).doesNotExist();
                assertThat(owner.postgresDirectory()).doesNotExist();
              });
    }
  }

  /** A process that starts one server of each kind and closes none. */
  record Owner(
      Process process, int redisPort, int postgresPort, Path redisDirectory, Path postgresDirectory)
      implements AutoCloseable {

    static Owner start() throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader output = process.inputReader();
      return new Owner(
          process,
          Integer.parseInt(valueOf("redis.port", output)),
          Integer.parseInt(valueOf("postgres.port", output)),
          Path.of(valueOf("redis.directory", output)),
          Path.of(valueOf("postgres.directory", output)));
    }

    void kill() {
      process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      kill();
    }

    /** The value on the next line of that name; the servers' logs may stand between. */
    private static String valueOf(String name, BufferedReader output) throws IOException {
      String line = output.readLine();
      while (line != null && !line.startsWith(name + "=")) {
        line = output.readLine();
      }
      assertThat(line).as(name).isNotNull();
      return line.substring(name.length() + 1);
    }
  }

  static final class Main {

    public static void main(String[] arguments) throws IOException {
      RedisProcess redis = RedisProcess.start();
      PostgresProcess postgres = PostgresProcess.start();
      System.out.println("redis.port=" + redis.port());
      System.out.println("postgres.port=" + postgres.port());
      System.out.println("redis.directory=" + redis.directory());
      System.out.println("postgres.directory=" + postgres.directory());
      System.in.read();
    }
  }
}
