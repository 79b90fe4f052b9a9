package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.meter.EdgeMeter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Grafana shows. That each metric exists is tested with a running edge. */
class DashboardTests {

  @Test
  void whateverItTakesFromARuleIsRecorded() {
    assertThat(Dashboard.expressions().recorded()).isNotEmpty().isSubsetOf(Alerts.recorded());
  }

  @Test
  void everyMeterOfTheEdgeIsOnIt() {
    assertThat(Stream.of(EdgeMeter.values()).map(meter -> meter.id().replace('.', '_')))
        .allSatisfy(
            name -> assertThat(Dashboard.metrics()).anyMatch(metric -> metric.startsWith(name)));
  }

  @Test
  void whatFillsItsListsIsReadTooWhenItIsComparedWithAnEdge() {
    assertThat(new Expressions(Dashboard.variables().toList()).metrics())
        .isNotEmpty()
        .isSubsetOf(Dashboard.metrics());
  }

  @Test
  void noTwoPanelsHaveOneTitle() {
    assertThat(Dashboard.titles()).isNotEmpty().doesNotHaveDuplicates();
  }
}
