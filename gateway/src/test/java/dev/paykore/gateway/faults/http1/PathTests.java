package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.RawResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The path that a route matched is the one that its downstream gets, and no route is crossed. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(HostileEdgeExtension.class)
class PathTests {

  private static final String REQUEST = "GET %s HTTP/1.1\\r\\n{HOST}{KEY}\\r\\n";

  private final HostileEdge edge;
  private final List<Shape> done = new ArrayList<>();

  PathTests(HostileEdge edge) {
    this.edge = edge;
  }

  static List<Shape> paths() {
    return Shape.in("paths");
  }

  static List<Shape> crossings() {
    return Shape.in("crossing");
  }

  @AfterAll
  void tell() {
    long refused = done.stream().filter(Shape::isRefused).count();
    FaultRow.of("S9", "tricks with paths, each alone and behind a route's prefix")
        .promised("400, or the path matched is the path forwarded, byte for byte")
        .seen("%d refused, %d forwarded as matched", refused, paths().size() - refused);
    FaultRow.of("S10", "a sandbox key towards routes pinned to live, by path, host and header")
        .promised("400 or 401, or the sandbox answers; nothing reaches live")
        .seen("%d ways tried, 0 requests at the live downstream", crossings().size());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void isRefusedOrForwardedAsItWasMatched(Shape shape) {
    expect(shape, shape.text());
    if (shape.text().startsWith("/")) {
      edge.forget();
      expect(shape, "/sandbox" + shape.text());
    }
    done.add(shape);
  }

  private void expect(Shape shape, String target) {
    byte[] request = ShapeText.read(REQUEST.replace("%s", target), edge.key);
    RawResponse answer = edge.sendWithCanary(request).getFirst();
    if (shape.isRefused()) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(edge.echo.arrived()).isEmpty();
    } else {
      assertThat(answer.body()).isEqualTo("GET " + target + " 0");
      String id = answer.header("X-Request-Id");
      await().until(() -> !edge.counted.linesOf(id).isEmpty());
      assertThat(edge.counted.linesOf(id).getFirst())
          .containsEntry("route", "everything")
          .containsEntry("path", target.replaceAll("\\?.*", ""));
    }
    assertThat(edge.live.arrived()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void noWayLeadsFromTheSandboxToLive(Shape shape) {
    List<RawResponse> answers = edge.sendWithCanary(shape.bytes(edge.key));
    if (shape.arrivals().isEmpty()) {
      assertThat(answers.getFirst().status()).isEqualTo(Integer.parseInt(shape.expectation()));
    } else {
      List<String> expected = new ArrayList<>(shape.arrivals());
      expected.add("GET /canary 0");
      assertThat(answers.stream().map(RawResponse::body)).containsExactlyElementsOf(expected);
    }
    assertThat(edge.live.arrived()).isEmpty();
    assertThat(edge.echo.violations()).isEmpty();
  }
}
