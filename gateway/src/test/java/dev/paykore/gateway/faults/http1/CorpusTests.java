package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shape on a connection of its own, with a good request behind it: the edge refuses it whole,
 * or the downstream gets exactly the requests that the edge counts, in one form.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(HostileEdgeExtension.class)
class CorpusTests {

  private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([^\"]*)\"");
  private static final List<String> FRAMING =
      List.of(
          "both-framings",
          "lengths",
          "codings",
          "fields",
          "line-ends",
          "request-lines",
          "chunks",
          "trailers");
  private static final String CANARY = "GET /canary 0";

  private final HostileEdge edge;
  private final List<Shape> done = new ArrayList<>();

  CorpusTests(HostileEdge edge) {
    this.edge = edge;
  }

  static List<Shape> shapes() {
    return Shape.in("http1");
  }

  @AfterAll
  void tell() {
    row("S1", "published shapes of smuggling: framing, lines, fields, chunks, trailers", FRAMING);
    row(
        "S3",
        "upgrades, expectations, forms of targets, other protocols",
        List.of("connection", "targets"));
    row("S5", "too large: line, headers, their number, body", List.of("sizes"));
    row("S7", "names that say who calls and from where, in each spelling", List.of("spoofed"));
    row("S10", "Host missing, doubled, odd", List.of("hosts"));
  }

  private void row(String id, String fault, List<String> files) {
    Map<Boolean, Long> counts =
        done.stream()
            .filter(shape -> files.contains(shape.file()))
            .collect(Collectors.partitioningBy(Shape::isRefused, Collectors.counting()));
    FaultRow.of(id, fault)
        .promised("4xx and closed, or one canonical form; the downstream counts what the edge does")
        .seen(
            "each with a good request behind it: %d shapes refused whole, %d in one form or never"
                + " whole; 0 violations at a strict downstream",
            counts.get(true), counts.get(false));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isRefusedWholeOrArrivesInOneForm(Shape shape) {
    if (shape.isRefused()) {
      refused(shape, edge.sendWithCanary(shape.bytes(edge.key)));
    } else if (shape.isBroken() || shape.isAnswered()) {
      neverWhole(shape, edge.sendWithCanary(shape.bytes(edge.key)));
    } else if (shape.isCut()) {
      cut(shape);
    } else {
      passed(shape, edge.sendWithCanary(shape.bytes(edge.key)));
    }
    expectWhatIsCounted();
    done.add(shape);
  }

  @Test
  void noChangeOfAShapeGetsThroughInAnyOtherForm() {
    new Mutations().run(edge, FaultRun.times(500, 200_000));
  }

  /** The last answer is the refusal; what came before it in the same bytes was good. */
  private void refused(Shape shape, List<RawResponse> answers) {
    RawResponse refusal = answers.getLast();
    assertThat(refusal.status()).isEqualTo(Integer.parseInt(shape.expectation()));
    Matcher message = MESSAGE.matcher(refusal.body());
    assertThat(message.find()).isTrue();
    EdgeAnswer expected = EdgeAnswer.of(code(refusal.status()), message.group(1));
    if (refusal.status() == 405) {
      expected.with("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    expected.with("connection", "close").assertIs(refusal);
    expectArrived(answers);
    assertThat(edge.echo.arrived().values()).noneMatch(arrived -> isCanary(arrived.summary()));
  }

  private void neverWhole(Shape shape, List<RawResponse> answers) {
    if (shape.isAnswered()) {
      assertThat(answers.getFirst().status()).isEqualTo(Integer.parseInt(shape.expectation()));
    } else {
      assertThat(answers).hasSizeLessThan(2).allMatch(answer -> answer.status() == 400);
    }
    assertThat(edge.echo.arrived().values()).allMatch(arrived -> isCanary(arrived.summary()));
  }

  private void cut(Shape shape) {
    try (RawHttpClient client = edge.connect()) {
      client.sendBytes(shape.bytes(edge.key)).finish();
      client.expectClosed();
    }
    assertThat(edge.echo.arrived()).isEmpty();
  }

  private void passed(Shape shape, List<RawResponse> answers) {
    List<String> expected = new ArrayList<>(shape.arrivals());
    expected.add(CANARY);
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(answers.stream().map(RawResponse::body)).containsExactlyElementsOf(expected);
    expectArrived(answers);
  }

  /** What was answered by the downstream is what arrived there, and nothing else did. */
  private void expectArrived(List<RawResponse> answers) {
    Set<String> answered = new TreeSet<>();
    answers.stream()
        .filter(answer -> answer.status() == 200)
        .forEach(answer -> answered.add(answer.header("X-Request-Id")));
    assertThat(edge.echo.arrived().keySet()).isEqualTo(answered);
  }

  /** Each request that arrived has one line of the edge, with the very path that was matched. */
  private void expectWhatIsCounted() {
    edge.echo
        .arrived()
        .forEach(
            (id, arrived) -> {
              await().until(() -> !edge.counted.linesOf(id).isEmpty());
              assertThat(edge.counted.linesOf(id))
                  .singleElement()
                  .satisfies(
                      line ->
                          assertThat(line)
                              .containsEntry("status", "200")
                              .containsEntry("method", arrived.method())
                              .containsEntry("path", arrived.target().replaceAll("\\?.*", "")));
            });
    assertThat(edge.echo.violations()).isEmpty();
    assertThat(edge.echo.arrived().values())
        .noneMatch(
            arrived -> arrived.fields().stream().anyMatch(field -> field.endsWith(": evil")));
  }

  private static boolean isCanary(String arrived) {
    return arrived.equals(CANARY);
  }

  private static ErrorCode code(int status) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.status().value() == status)
        .findFirst()
        .orElseThrow();
  }
}
