package dev.paykore.gateway.stores;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Lets the drivers of the stores seed TLS from {@code /dev/urandom}, which blocks nobody. */
public final class TlsContexts implements BlockHoundIntegration {

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder.allowBlockingCallsInside("io.netty.handler.ssl.SslContextBuilder", "build");
  }
}
