package dev.paykore.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.Forwarded;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.EncoderException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not tested with real downstreams. */
class DownstreamFailureTests {

  static Stream<Throwable> wantOfMemory() {
    OutOfMemoryError full = new OutOfMemoryError("Cannot reserve direct memory");
    return Stream.of(full, new EncoderException(full), new DecoderException(full));
  }

  @ParameterizedTest
  @MethodSource("wantOfMemory")
  void theEdgesOwnWantOfMemoryIsNoFaultOfTheDownstream(Throwable failure) {
    EdgeError error = DownstreamFailure.of(failure, Forwarded.UNKNOWN);
    assertThat(error.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(error.retryAfterSeconds()).isEqualTo(1);
    assertThat(error.forwarded()).isEqualTo(Forwarded.UNKNOWN);
    assertThat(DownstreamFailure.isOfDownstream(failure, Forwarded.UNKNOWN)).isFalse();
  }
}
