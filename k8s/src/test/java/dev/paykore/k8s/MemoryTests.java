package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that a JVM may use by its options fits the memory of its pod, so that it is never killed for
 * what it was allowed.
 */
class MemoryTests {

  /** As docs/configuration.md has them. */
  private static final long MAX_IN_FLIGHT = 2_000;

  private static final long BYTES_OF_A_REQUEST = 192 * 1024;

  /** The part of the memory outside the heap that the edge keeps from Netty. */
  private static final int OTHERS_SHARE = 16;

  static Stream<Workload> ours() {
    return HardeningTests.ours();
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatTheOptionsAllowFitsTheLimit(Workload workload) {
    JvmMemory memory = JvmMemory.of(workload.variable("JAVA_TOOL_OPTIONS").orElseThrow());
    long limit = bytes(resources(workload).getLimits().get("memory"));
    assertThat(memory.total()).as("%s", memory).isLessThanOrEqualTo(limit);
    assertThat(memory.total()).as("not much more than needed").isGreaterThan(limit * 3 / 5);
  }

  /**
   * The JVM gives Netty its buffers and counts them. A number of Netty's own above the JVM's would
   * promise what there is not, and the edge would not see the end of it come.
   */
  @ParameterizedTest
  @MethodSource("ours")
  void nettysBuffersHaveTheBoundOfTheJvmAlone(Workload workload) throws IOException {
    assertThat(workload.variable("JAVA_TOOL_OPTIONS").orElseThrow())
        .doesNotContain("io.netty.maxDirectMemory");
    assertThat(Files.readString(Overlay.REPOSITORY.resolve("pom.xml")))
        .contains("<jvmFlag>--sun-misc-unsafe-memory-access=allow</jvmFlag>");
  }

  /** The edge takes fewer requests at one time if there is no room for their buffers. */
  @Test
  void thereIsRoomForTheBuffersOfAllRequestsThatAnEdgeMayHaveInHand() {
    JvmMemory memory = JvmMemory.of(edge().variable("JAVA_TOOL_OPTIONS").orElseThrow());
    long nettys = memory.direct() - memory.direct() / OTHERS_SHARE;
    assertThat(nettys / BYTES_OF_A_REQUEST).isGreaterThanOrEqualTo(MAX_IN_FLIGHT);
  }

  /** A pod that is promised less than it uses is the first to go when its node runs short. */
  @ParameterizedTest
  @MethodSource("ours")
  void whatIsRequestedIsTheLimit(Workload workload) {
    V1ResourceRequirements resources = resources(workload);
    assertThat(resources.getRequests().get("memory"))
        .isEqualTo(resources.getLimits().get("memory"));
    assertThat(resources.getRequests()).containsKey("cpu");
    assertThat(resources.getLimits()).doesNotContainKey("cpu");
  }

  /** Else the first out-of-memory error leaves a process that neither works nor ends. */
  @ParameterizedTest
  @MethodSource("ours")
  void theProcessEndsWhenItRunsOutOfMemory(Workload workload) {
    assertThat(workload.variable("JAVA_TOOL_OPTIONS").orElseThrow())
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  private static Workload edge() {
    return Workload.of(
        Overlay.LIVE.manifests().get("Deployment", "paykore-edge", V1Deployment.class));
  }

  private static V1ResourceRequirements resources(Workload workload) {
    return workload.container().getResources();
  }

  private static long bytes(Quantity quantity) {
    return quantity.getNumber().longValueExact();
  }
}
