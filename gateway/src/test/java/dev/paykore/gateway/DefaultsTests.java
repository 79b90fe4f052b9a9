package dev.paykore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.forwarding.breaker.BreakerBounds;
import dev.paykore.gateway.forwarding.client.DownstreamProperties;
import dev.paykore.gateway.guard.http2.Http2Bounds;
import dev.paykore.gateway.guard.server.ServerBounds;
import dev.paykore.gateway.redis.RedisProperties;
import dev.paykore.gateway.tracing.TracingProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The bounds that hold where nobody has configured any; docs/configuration.md lists the same. */
class DefaultsTests {

  private final Binder nothing = new Binder(new MapConfigurationPropertySource(Map.of()));

  @Test
  void ofTheWayDownstream() {
    assertThat(nothing.bindOrCreate("paykore.edge.downstream", DownstreamProperties.class))
        .isEqualTo(
            new DownstreamProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                256,
                75,
                64,
                256,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                new BreakerBounds(Duration.ofSeconds(10), 20, 50, Duration.ofSeconds(5), 3)));
  }

  @Test
  void ofRedis() {
    assertThat(nothing.bindOrCreate("paykore.edge.redis", RedisProperties.class))
        .isEqualTo(new RedisProperties(Duration.ofMillis(50), 5, Duration.ofSeconds(1)));
  }

  @Test
  void ofTraces() {
    assertThat(nothing.bindOrCreate("paykore.edge.tracing", TracingProperties.class))
        .isEqualTo(new TracingProperties("", 10));
  }

  @Test
  void ofTheServer() {
    assertThat(nothing.bindOrCreate("paykore.edge.server", ServerBounds.class))
        .isEqualTo(
            new ServerBounds(
                DataSize.ofKilobytes(4),
                DataSize.ofKilobytes(8),
                100,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(75),
                10_000,
                2_000,
                Duration.ofSeconds(10),
                List.of(),
                new Http2Bounds(100, 200, 1_000)));
  }
}
