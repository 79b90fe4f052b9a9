package dev.paykore.keys.postgres;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;

/** How connections are made where an address names several hosts of one Postgres. */
public final class Hosts {

  /** The protocol of an address with several hosts: {@code r2dbc:postgresql:failover://a,b/c}. */
  public static final String FAILOVER = "failover";

  private static final Option<String> TARGET_SERVER_TYPE = Option.valueOf("targetServerType");
  private static final Option<Boolean> LOAD_BALANCE_HOSTS = Option.valueOf("loadBalanceHosts");

  private Hosts() {}

  /**
   * Takes the primary alone, for a standby may not know yet what was revoked. The hosts are tried
   * in any order: always in the same, one that hangs would keep everybody from the next.
   */
  public static void primaryAlone(ConnectionFactoryOptions.Builder options) {
    if (FAILOVER.equals(options.build().getValue(ConnectionFactoryOptions.PROTOCOL))) {
      options.option(TARGET_SERVER_TYPE, "primary").option(LOAD_BALANCE_HOSTS, true);
    }
  }
}
