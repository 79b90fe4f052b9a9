package dev.paykore.gateway.stores;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Lettuce take the lock around its count of writers, for a few instructions, on a thread that
 * must not block. Refused there, it would never give that count back.
 */
public final class LettuceLocks implements BlockHoundIntegration {

  private static final String SHARED_LOCK = "io.lettuce.core.protocol.SharedLock";

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside(SHARED_LOCK, "incrementWriters")
        .allowBlockingCallsInside(SHARED_LOCK, "lockWritersExclusive")
        .allowBlockingCallsInside(SHARED_LOCK, "unlockWritersExclusive");
  }
}
