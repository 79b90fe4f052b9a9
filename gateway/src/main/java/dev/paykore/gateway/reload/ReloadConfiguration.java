package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.Reloadable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReloadProperties.class)
class ReloadConfiguration {

  private static final Set<String> RELOADABLE =
      Set.of("paykore.edge.requests-per-minute", "logging.level", "spring.config.import");

  @Bean
  LogLevels logLevels(LoggingSystem logging, LoggerGroups groups, Environment environment) {
    return new LogLevels(logging, groups, environment);
  }

  @Bean
  ReloadStatus configurationHealthIndicator(MeterRegistry registry, Clock clock) {
    return new ReloadStatus(registry, clock);
  }

  @Bean
  ConfigurationReload configurationReload(
      ConfigurableEnvironment environment, List<Reloadable> parts) {
    return new ConfigurationReload(environment, parts, RELOADABLE);
  }

  @Bean
  ReloadWatcher reloadWatcher(
      FilesAtStart atStart,
      ConfigurationReload reload,
      ReloadStatus status,
      ReloadProperties properties) {
    return new ReloadWatcher(atStart, reload, status, properties);
  }
}
