package dev.paykore.gateway.testing;

import java.lang.management.ManagementFactory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Fails whatever blocks an event loop, in each process that runs tests. Maven's own process only
 * looks which tests there are, and cannot be instrumented.
 */
public final class NoBlocking implements LauncherSessionListener {

  private static final String FLAG = "-XX:+AllowRedefinitionToAddDeleteMethods";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (ManagementFactory.getRuntimeMXBean().getInputArguments().contains(FLAG)) {
      BlockHound.install();
    }
  }
}
