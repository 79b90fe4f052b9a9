package dev.paykore.gateway.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Samples a share of all requests, chosen by chance alone. Whoever could choose by the flag or the
 * id of a trace would have all of their requests sampled, and a stranger's word must not cost us
 * (docs/adr/0008).
 */
final class OwnDice implements Sampler {

  private static final int ALL = 100;

  private final int percent;

  private OwnDice(int percent) {
    this.percent = percent;
  }

  /** Throws the dice for each request, and for nothing else: its parts do as it does. */
  static Sampler of(int percent) {
    OwnDice dice = new OwnDice(percent);
    return Sampler.parentBasedBuilder(dice)
        .setRemoteParentSampled(dice)
        .setRemoteParentNotSampled(dice)
        .build();
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    return ThreadLocalRandom.current().nextInt(ALL) < percent
        ? SamplingResult.recordAndSample()
        : SamplingResult.drop();
  }

  @Override
  public String getDescription() {
    return "OwnDice{" + percent + "%}";
  }
}
