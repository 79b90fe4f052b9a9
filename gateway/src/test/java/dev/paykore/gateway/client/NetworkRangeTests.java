package dev.paykore.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRangeTests {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0",
    "10.0.0.0/8, 10.255.255.255",
    "10.0.0.0/8, ::ffff:10.1.2.3",
    "::ffff:10.0.0.0/104, 10.1.2.3",
    "128.0.0.0/1, 255.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1/32, 192.0.2.1",
    "2001:db8::/32, 2001:db8:ffff::1",
    "2001:DB8:0:0::/32, 2001:db8::",
    "::1, 0:0:0:0:0:0:0:1",
    "fe80::/10, fe80::1"
  })
  void containsWhatBeginsAlike(String range, String address) {
    assertThat(NetworkRange.valueOf(range).contains(address(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 11.0.0.0",
    "10.0.0.0/8, 9.255.255.255",
    "192.0.2.0/31, 192.0.2.2",
    "10.0.0.0/8, a00::",
    "::/1, 10.0.0.1",
    "2001:db8::/32, 2001:db9::",
    "::1, 127.0.0.1"
  })
  void containsNothingElse(String range, String address) {
    assertThat(NetworkRange.valueOf(range).contains(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.0/-8",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "10.0.0.256",
        "010.0.0.0.1/8",
        "localhost",
        "proxy.internal/8",
        "[::1]/128",
        "fe80::1%eth0/128",
        "10.0.0.0 /8",
        "10.0.0.0/255.0.0.0"
      })
  void isRefusedIfItIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkRange.valueOf(text))
        .withMessage(
            "'%s' (expected: a range of IPv4 or IPv6 addresses such as 10.0.0.0/8 or"
                    .formatted(text)
                + " 2001:db8::/32)");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, prefix: 0 (expected: 1 to 32)",
    "::/0, prefix: 0 (expected: 1 to 128)",
    "10.0.0.0/33, prefix: 33 (expected: 1 to 32)",
    "::1/129, prefix: 129 (expected: 1 to 128)",
    "::ffff:10.0.0.0/96, prefix: 0 (expected: 1 to 32)",
    "'10.0.0.1/8', '''10.0.0.1/8'' (expected: the first address of the range, no bits beyond the prefix)"
  })
  void saysWhatItExpects(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkRange.valueOf(text))
        .withMessage(message);
  }

  @Property
  void containsAnAddressIfAndOnlyIfTheFirstBitsAreTheSame(
      @ForAll("addresses") InetAddress one,
      @ForAll("addresses") InetAddress other,
      @ForAll @IntRange(min = 1, max = 32) int prefix) {
    int free = one.getAddress().length * Byte.SIZE - prefix;
    BigInteger first = number(one).shiftRight(free);
    NetworkRange range = new NetworkRange(address(first.shiftLeft(free), one), prefix);
    boolean same =
        one.getAddress().length == other.getAddress().length
            && number(other).shiftRight(free).equals(first);
    assertThat(range.contains(other)).isEqualTo(same);
    assertThat(NetworkRange.valueOf(NetUtil.toAddressString(range.network()) + "/" + prefix))
        .isEqualTo(range);
  }

  @Provide
  Arbitrary<InetAddress> addresses() {
    Arbitrary<Byte> octets = Arbitraries.of((byte) 0, (byte) 1, (byte) 10, (byte) -128, (byte) -1);
    return Arbitraries.of(4, 16)
        .flatMap(length -> octets.array(byte[].class).ofSize(length))
        .map(NetworkRangeTests::address);
  }

  private static InetAddress address(BigInteger number, InetAddress like) {
    byte[] octets = new byte[like.getAddress().length];
    byte[] digits = number.toByteArray();
    int length = Math.min(octets.length, digits.length);
    System.arraycopy(digits, digits.length - length, octets, octets.length - length, length);
    return address(octets);
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static InetAddress address(String text) {
    return address(NetUtil.createByteArrayFromIpAddressString(text));
  }
}
