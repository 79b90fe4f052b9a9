package dev.paykore.gateway.forwarding.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that nobody asks about. */
public class SilentCall implements DownstreamCall {

  @Override
  public @Nullable Duration responseTimeout() {
    return null;
  }

  @Override
  public void sending(boolean reusedConnection) {}

  @Override
  public void sent() {}

  @Override
  public void answering() {}

  @Override
  public void answeringWhole() {}

  @Override
  public void answered() {}

  @Override
  public void received(int bytes) {}

  @Override
  public boolean mayWaitForClient() {
    return true;
  }

  @Override
  public void clientGoesOn() {}
}
