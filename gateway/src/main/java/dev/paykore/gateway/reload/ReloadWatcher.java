package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.ConfigurationFiles;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Looks at the files again and again, off the event loops, and has them read when they have
 * changed. One look ends before the next begins, so the state needs no lock.
 */
final class ReloadWatcher implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReloadWatcher.class);

  private final ConfigurationFiles files;
  private final ConfigurationReload reload;
  private final ReloadStatus status;
  private final Duration interval;
  private final Scheduler reader = Schedulers.newBoundedElastic(1, 1, "configuration");
  private volatile @Nullable Disposable watching;
  private volatile Fingerprint served;
  private volatile Fingerprint seen;

  ReloadWatcher(
      FilesAtStart atStart,
      ConfigurationReload reload,
      ReloadStatus status,
      ReloadProperties properties) {
    this.files = atStart.files();
    this.reload = reload;
    this.status = status;
    this.interval = properties.interval();
    this.served = atStart.content();
    this.seen = served;
  }

  @Override
  public void start() {
    watching =
        Flux.interval(interval, reader)
            .onBackpressureDrop()
            .doOnNext(tick -> look())
            .onErrorContinue((error, tick) -> log.warn("The files cannot be looked at", error))
            .subscribe();
  }

  @Override
  public void stop() {
    Disposable watch = watching;
    if (watch != null) {
      watch.dispose();
      watching = null;
      reader.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return watching != null;
  }

  /** Takes a change once it has stood still from one look to the next. */
  void look() {
    Fingerprint now = fingerprint();
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(served)) {
      read(now);
    }
  }

  /**
   * Files that change while they are read, one after the other, are looked at again; so are those
   * that import another tree, which is watched from now on.
   */
  private void read(Fingerprint settled) {
    Supplier<ReloadResult> prepared = reload.prepare();
    if (fingerprint().equals(settled)) {
      served = settled;
      take(prepared.get());
    }
  }

  private Fingerprint fingerprint() {
    return Fingerprint.of(files).with(reload.trees().now());
  }

  private void take(ReloadResult result) {
    // Whoever reads the line finds the metric and the health detail as it says.
    status.count(result);
    tell(result);
  }

  private static void tell(ReloadResult result) {
    switch (result) {
      case ReloadResult.Applied(var takesRestart) when takesRestart.isEmpty() ->
          log.info("The changed configuration is served");
      case ReloadResult.Applied(var takesRestart) ->
          log.warn("The changed configuration is served, but {} takes a restart", takesRestart);
      case ReloadResult.Refused(var problems) ->
          log.error(
              "The changed configuration is refused, the old one goes on:\n{}",
              String.join("\n", problems));
    }
  }
}
