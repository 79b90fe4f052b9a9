package dev.paykore.gateway.authentication.slowing;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Who one client may be taken for: an IPv4 address, also one that is written as IPv6 (RFC 4291,
 * section 2.5.5.2), or the /64 of an IPv6 address, within which anybody may change theirs.
 *
 * @param version 4 or 6
 * @param bits of the address that count: 32 or 64
 */
public record Network(int version, long bits) {

  private static final int IPV4 = 4;
  private static final int IPV6 = 6;
  private static final int IPV4_OCTETS = 4;
  private static final long MAPPED = 0xFFFF;

  /** The network that an address belongs to. */
  public static Network of(InetAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    if (octets.remaining() == IPV4_OCTETS) {
      return ofIpv4(octets.getInt());
    }
    long high = octets.getLong();
    long low = octets.getLong();
    boolean isMapped = high == 0 && low >>> Integer.SIZE == MAPPED;
    return isMapped ? ofIpv4((int) low) : new Network(IPV6, high);
  }

  private static Network ofIpv4(int address) {
    return new Network(IPV4, Integer.toUnsignedLong(address));
  }
}
