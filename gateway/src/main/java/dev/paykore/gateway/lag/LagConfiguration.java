package dev.paykore.gateway.lag;

import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class LagConfiguration {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(500)
  };

  @Bean
  EventLoopLag eventLoopLag(ReactorResourceFactory resources, MeterRegistry registry) {
    Timer lag = EdgeMeter.EVENT_LOOP_LAG.timer().serviceLevelObjectives(BUCKETS).register(registry);
    return new EventLoopLag(
        resources.getLoopResources().onServer(LoopResources.DEFAULT_NATIVE), lag);
  }
}
