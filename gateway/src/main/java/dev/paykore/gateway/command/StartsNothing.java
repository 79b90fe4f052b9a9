package dev.paykore.gateway.command;

import org.springframework.context.LifecycleProcessor;

/** Leaves all that could be started as it is. */
final class StartsNothing implements LifecycleProcessor {

  @Override
  public void onRefresh() {}

  @Override
  public void onClose() {}

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public boolean isRunning() {
    return false;
  }
}
