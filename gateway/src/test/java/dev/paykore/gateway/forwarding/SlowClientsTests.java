package dev.paykore.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowClientsTests {

  private final SlowClients clients = new SlowClients(2);

  @Test
  void aKeyHasAsManyAsItMayAndOthersHaveTheirOwn() {
    assertThat(wait("a").begins()).isTrue();
    assertThat(wait("a").begins()).isTrue();
    assertThat(wait("a").begins()).isFalse();
    assertThat(wait("b").begins()).isTrue();
    assertThat(clients.of("a")).isEqualTo(2);
  }

  @Test
  void aCallIsCountedOnceHoweverLongItWaits() {
    ClientWait call = wait("a");
    assertThat(call.begins()).isTrue();
    assertThat(call.begins()).isTrue();
    assertThat(clients.of("a")).isEqualTo(1);
  }

  @Test
  void whatGoesOnOrIsOverIsNotCounted() {
    ClientWait goesOn = wait("a");
    ClientWait isOver = wait("a");
    assertThat(goesOn.begins()).isTrue();
    assertThat(isOver.begins()).isTrue();
    goesOn.ends();
    goesOn.ends();
    isOver.isOver();
    isOver.ends();
    assertThat(clients.of("a")).isZero();
  }

  @Test
  void aCallThatIsOverIsNeverCountedAgain() {
    ClientWait call = wait("a");
    call.isOver();
    assertThat(call.begins()).isTrue();
    assertThat(clients.of("a")).isZero();
  }

  private ClientWait wait(String keyId) {
    return new ClientWait(clients, keyId);
  }
}
