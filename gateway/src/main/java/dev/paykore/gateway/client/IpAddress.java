package dev.paykore.gateway.client;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address is one and the same, however it is written; a name is never looked up. */
final class IpAddress {

  /** As proxies write them: {@code 192.0.2.1}, {@code [2001:db8::1]}, each perhaps with a port. */
  private static final Pattern FORWARDED =
      Pattern.compile("([0-9.]{7,15})(?::[0-9]{1,5})?|\\[([0-9A-Fa-f:.]{2,45})](?::[0-9]{1,5})?");

  /** No host has it (RFC 1122, section 3.2.1.3). */
  static final InetAddress NONE = of(new byte[] {0, 0, 0, 0});

  private IpAddress() {}

  /** The address that a proxy wrote, or {@code null} if that is none. */
  static @Nullable InetAddress forwarded(String text) {
    Matcher parts = FORWARDED.matcher(text);
    if (!parts.matches()) {
      return parse(text);
    }
    return parse(parts.group(1) == null ? parts.group(2) : parts.group(1));
  }

  /** The address, or {@code null} if the text is none. IPv4 within IPv6 is IPv4. */
  static @Nullable InetAddress parse(String text) {
    boolean scoped = text.indexOf('%') >= 0 || text.indexOf('[') >= 0;
    byte[] octets = scoped ? null : NetUtil.createByteArrayFromIpAddressString(text);
    return octets == null ? null : of(octets);
  }

  /** The address without the scope that it has on this machine alone; none of IPv4 has one. */
  static InetAddress unscoped(InetAddress address) {
    return address instanceof Inet4Address ? address : of(address.getAddress());
  }

  private static InetAddress of(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 octets", e);
    }
  }
}
