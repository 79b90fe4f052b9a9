package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NestedMessagesTests {

  @Test
  void areOneLineFromTheOutermostToTheCause() {
    Throwable cause = new IllegalArgumentException("the cause\nat length");
    assertThat(NestedMessages.of(new IllegalStateException("outermost", cause)))
        .isEqualTo("outermost: the cause");
  }

  @Test
  void nameAnExceptionThatSaysNothing() {
    assertThat(NestedMessages.of(new NullPointerException()))
        .isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void sayNothingTwice() {
    Throwable cause = new IllegalArgumentException("same");
    assertThat(NestedMessages.of(new IllegalStateException("same", cause))).isEqualTo("same");
  }
}
