package dev.paykore.gateway.client;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A range of addresses in CIDR notation (RFC 4632, section 3.1, and RFC 4291, section 2.3).
 *
 * @param network its first address
 * @param prefix how many bits its addresses have in common, at least one: the range of all
 *     addresses would have everyone trusted
 */
public record NetworkRange(InetAddress network, int prefix) {

  private static final String EXPECTED =
      "a range of IPv4 or IPv6 addresses such as 10.0.0.0/8 or 2001:db8::/32";
  private static final int MAPPED_BITS = 96;

  public NetworkRange {
    int bits = network.getAddress().length * Byte.SIZE;
    if (prefix < 1 || prefix > bits) {
      throw new IllegalArgumentException("prefix: %d (expected: 1 to %d)".formatted(prefix, bits));
    }
    if (number(network).getLowestSetBit() >= 0
        && number(network).getLowestSetBit() < bits - prefix) {
      throw new IllegalArgumentException(
          "'%s/%d' (expected: the first address of the range, no bits beyond the prefix)"
              .formatted(NetUtil.toAddressString(network), prefix));
    }
  }

  /** Reads {@code address/prefix}; an address alone is the range of itself. */
  public static NetworkRange valueOf(String text) {
    String[] parts = text.strip().split("/", -1);
    InetAddress network = IpAddress.parse(parts[0]);
    if (network == null || parts.length > 2) {
      throw unexpected(text);
    }
    int bits = network.getAddress().length * Byte.SIZE;
    return parts.length == 1
        ? new NetworkRange(network, bits)
        : new NetworkRange(network, prefix(text, parts, network));
  }

  /** Whether the address is one of the range. */
  public boolean contains(InetAddress address) {
    int length = network.getAddress().length;
    if (address.getAddress().length != length) {
      return false;
    }
    int free = length * Byte.SIZE - prefix;
    return number(address).shiftRight(free).equals(number(network).shiftRight(free));
  }

  /** Within IPv4 that was written as IPv6, the prefix counts from the 96 bits before it. */
  private static int prefix(String text, String[] parts, InetAddress network) {
    if (!parts[1].matches("[0-9]{1,3}")) {
      throw unexpected(text);
    }
    int prefix = Integer.parseInt(parts[1]);
    boolean mapped = network instanceof Inet4Address && parts[0].indexOf(':') >= 0;
    return mapped ? prefix - MAPPED_BITS : prefix;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static IllegalArgumentException unexpected(String text) {
    return new IllegalArgumentException("'%s' (expected: %s)".formatted(text, EXPECTED));
  }
}
