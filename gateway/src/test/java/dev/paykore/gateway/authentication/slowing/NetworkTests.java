package dev.paykore.gateway.authentication.slowing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTests {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::",
    "fe80::1%1, fe80::2"
  })
  void theseAreOne(String one, String other) throws UnknownHostException {
    assertThat(network(one)).isEqualTo(network(other));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2",
    "192.0.2.1, 64.0.2.1",
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "2001:db8:1:2::1, 2001:db9:1:2::1",
    "0.0.0.0, ::",
    "192.0.2.1, ::192.0.2.1",
    "0.0.0.1, 0:0:0:1::"
  })
  void theseAreTwo(String one, String other) throws UnknownHostException {
    assertThat(network(one)).isNotEqualTo(network(other));
  }

  @Test
  void anIpv4AddressThatIsWrittenAsIpv6IsStillIpv4() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    System.arraycopy(InetAddress.getByName("192.0.2.129").getAddress(), 0, mapped, 12, 4);
    InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(Network.of(address)).isEqualTo(network("192.0.2.129"));
  }

  private static Network network(String literal) throws UnknownHostException {
    return Network.of(InetAddress.getByName(literal));
  }
}
