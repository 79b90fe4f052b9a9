package dev.paykore.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final Duration SEND_EVERY = Duration.ofSeconds(1);
  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);

  /** Is closed after the server has stopped. */
  @Bean
  Tracing tracing(TracingProperties properties, @Value("${spring.application.name}") String name) {
    return properties.isOn() ? Tracing.by(provider(properties, name)) : Tracing.off();
  }

  private static SdkTracerProvider provider(TracingProperties properties, String name) {
    return SdkTracerProvider.builder()
        .setResource(Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, name))))
        .setSampler(OwnDice.of(properties.samplePercent()))
        .addSpanProcessor(processor(properties.endpoint()))
        .build();
  }

  /** Its queue is bounded; what does not fit is dropped, and nobody waits. */
  private static SpanProcessor processor(String endpoint) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(SEND_WITHIN).build();
    return BatchSpanProcessor.builder(exporter).setScheduleDelay(SEND_EVERY).build();
  }
}
