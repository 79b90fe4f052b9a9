package dev.paykore.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class RedisProcessTests {

  @Test
  void answersOnTheLoopbackAddressUntilItIsClosed() throws Exception {
    int port;
    try (RedisProcess server = RedisProcess.start()) {
      port = server.port();
      assertThat(server.url()).isEqualTo("redis://localhost:" + port);
      assertThat(RedisClient.ask(port, "PING")).isEqualTo("+PONG");
    }
    assertThatThrownBy(() -> RedisClient.ask(port, "PING")).isInstanceOf(ConnectException.class);
  }

  @Test
  void takesTheOptionsOfTheCommand() throws Exception {
    try (RedisProcess server = RedisProcess.start("--requirepass", "secret")) {
      assertThat(RedisClient.ask(server.port(), "GET a")).startsWith("-NOAUTH");
    }
  }

  @Test
  void comesBackEmptyOnTheSamePortAfterItWasKilled() throws Exception {
    try (RedisProcess server = RedisProcess.start()) {
      assertThat(RedisClient.ask(server.port(), "SET a 1")).isEqualTo("+OK");
      server.kill();
      assertThatThrownBy(() -> RedisClient.ask(server.port(), "PING"))
          .isInstanceOf(ConnectException.class);
      server.restart();
      assertThat(RedisClient.ask(server.port(), "EXISTS a")).isEqualTo(":0");
    }
  }

  @Test
  void acceptsAndDoesNotAnswerWhilePaused() throws Exception {
    try (RedisProcess server = RedisProcess.start()) {
      server.pause();
      assertThatThrownBy(() -> RedisClient.ask(server.port(), "PING"))
          .isInstanceOf(SocketTimeoutException.class);
      server.resume();
      assertThat(RedisClient.ask(server.port(), "PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void canBeClosedWhilePaused() {
    RedisProcess server = RedisProcess.start();
    server.pause();
    server.close();
    assertThatThrownBy(() -> RedisClient.ask(server.port(), "PING"))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void twoServersKnowNothingOfEachOther() throws Exception {
    try (RedisProcess one = RedisProcess.start();
        RedisProcess other = RedisProcess.start()) {
      RedisClient.ask(one.port(), "SET a 1");
      assertThat(RedisClient.ask(other.port(), "EXISTS a")).isEqualTo(":0");
      one.kill();
      assertThat(RedisClient.ask(other.port(), "PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void saysInTheServersOwnWordsWhyItDidNotStart() {
    assertThatThrownBy(() -> RedisProcess.start("--no-such-option", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not start on port")
        .hasMessageContaining("no-such-option");
  }

  @Test
  void leavesNoFilesBehind() {
    RedisProcess server = RedisProcess.start();
    assertThat(server.directory()).exists();
    server.close();
    assertThat(server.directory()).doesNotExist();
  }
}
