package dev.paykore.gateway.usage;

import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.keys.usage.UsageReports;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

  @Bean
  UsageCounters usageCounters() {
    return new UsageCounters();
  }

  @Bean
  UsageFilter usageFilter(UsageCounters counters, Clock clock) {
    return new UsageFilter(counters, clock);
  }

  @Bean
  UsageFlusher usageFlusher(
      UsageCounters counters, RedisConnection redis, Clock clock, MeterRegistry registry) {
    UsageFlusher flusher = new UsageFlusher(counters, new UsageReports(redis), clock);
    EdgeMeter.USAGE_FLUSH_LAG.gauge(flusher::lagSeconds).register(registry);
    return flusher;
  }
}
