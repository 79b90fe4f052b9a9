package dev.paykore.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTests {

  private static final String PROXY = "10.0.0.1";
  private static final String STRANGER = "192.0.2.7";

  private final TrustedProxies proxies =
      new TrustedProxies(
          Stream.of("10.0.0.0/8", "2001:db8::/32").map(NetworkRange::valueOf).toList());

  @Test
  void aPeerWithoutAnAddressIsNobodyAndIsNotBelieved() {
    TrustedProxies loopback = new TrustedProxies(List.of(NetworkRange.valueOf("127.0.0.0/8")));
    HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    headers.set("X-Forwarded-For", "203.0.113.9").set("X-Forwarded-Proto", "https");
    Client client = Client.of(null, headers, loopback);
    assertThat(NetUtil.toAddressString(client.address())).isEqualTo("0.0.0.0");
    assertThat(client.protocol()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9                        | 203.0.113.9",
        "1.1.1.1, 203.0.113.9               | 203.0.113.9",
        "1.1.1.1, 203.0.113.9, 10.2.3.4     | 203.0.113.9",
        "203.0.113.9,2001:db8::7,10.2.3.4   | 203.0.113.9",
        "10.9.9.9, 10.8.8.8                 | 10.9.9.9",
        "203.0.113.9:4711                   | 203.0.113.9",
        "[2001:dead::1]:4711                | 2001:dead::1",
        "[2001:dead::1]                     | 2001:dead::1",
        "2001:DEAD:0:0::1                   | 2001:dead::1",
        "::ffff:203.0.113.9                 | 203.0.113.9",
        "203.0.113.9, ::ffff:10.2.3.4       | 203.0.113.9"
      })
  void theClientIsTheFirstStrangerFromTheRight(String forwardedFor, String client) {
    assertThat(client(PROXY, forwardedFor)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                 | 10.0.0.1",
        "unknown                            | 10.0.0.1",
        "203.0.113.9, unknown               | 10.0.0.1",
        "203.0.113.9, _hidden, 10.2.3.4     | 10.2.3.4",
        "203.0.113.9,                       | 10.0.0.1",
        "203.0.113.9, , 10.2.3.4            | 10.2.3.4",
        "203.0.113.9 10.2.3.4               | 10.0.0.1",
        "203.0.113                          | 10.0.0.1",
        "203.0.113.999                      | 10.0.0.1",
        "203.0.113.9:x                      | 10.0.0.1",
        "2001:dead::1%eth0                  | 10.0.0.1",
        "[2001:dead::1                      | 10.0.0.1",
        "for=203.0.113.9                    | 10.0.0.1",
        "localhost                          | 10.0.0.1"
      })
  void anEntryThatIsNoAddressEndsTheWalkAtTheLastProxyKnown(String forwardedFor, String client) {
    assertThat(client(PROXY, forwardedFor)).isEqualTo(client);
  }

  @Test
  void allFieldsAreOneListInTheirOrder() {
    assertThat(client(PROXY, "203.0.113.9", "198.51.100.2, 10.2.3.4", "10.2.3.5"))
        .isEqualTo("198.51.100.2");
  }

  @Test
  void withoutTheHeaderTheProxyIsTheClient() {
    assertThat(client(PROXY)).isEqualTo(PROXY);
  }

  @Test
  void aPeerThatIsNotTrustedIsTheClientWhateverItSays() {
    assertThat(client(STRANGER, "203.0.113.9")).isEqualTo(STRANGER);
    assertThat(describe(STRANGER, proxies, "203.0.113.9").contains("X-Forwarded-Proto")).isFalse();
  }

  @Test
  void nobodyIsTrustedByDefault() {
    HttpHeaders described = describe("127.0.0.1", new TrustedProxies(List.of()), "203.0.113.9");
    assertThat(described.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "https        | https",
        "HTTPS        | https",
        "http         | http",
        "http, https  | https",
        "https, ftp   | none",
        "''           | none",
        "https x      | none"
      })
  void theNearestProxySaysHowItWasCalled(String said, String protocol) {
    HttpHeaders headers = unvalidated().add("X-Forwarded-Proto", said);
    Client.of(peer(PROXY), headers, proxies).describe(headers);
    assertThat(headers.get("X-Forwarded-Proto")).isEqualTo(protocol);
  }

  /** Whatever a client makes up lies left of what the proxies append. */
  @Property
  void nothingThatAClientWritesChangesItsAddress(@ForAll("fields") List<String> fields) {
    HttpHeaders headers = unvalidated();
    fields.forEach(field -> headers.add("X-Forwarded-For", field));
    headers.add("X-Forwarded-For", STRANGER + ", 10.2.3.4");
    Client.of(peer(PROXY), headers, proxies).describe(headers);
    assertThat(headers.getAll("X-Forwarded-For")).containsExactly(STRANGER);
  }

  @Property
  void whateverIsSaidThereIsOneAddress(@ForAll("fields") List<String> fields) {
    HttpHeaders headers = unvalidated();
    fields.forEach(field -> headers.add("x-forwarded-for", field));
    Client.of(peer(PROXY), headers, proxies).describe(headers);
    assertThat(headers.getAll("X-Forwarded-For"))
        .singleElement()
        .satisfies(address -> assertThat(IpAddress.parse(address)).isNotNull());
  }

  @Provide
  Arbitrary<List<String>> fields() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "10.2.3.4", "203.0.113.9", "::1", "[", "]", ":80", ",", " ", "%", "x", "", "\u0000");
    Arbitrary<String> made = pieces.list().ofMaxSize(6).map(list -> String.join("", list));
    return Arbitraries.oneOf(made, Arbitraries.strings().ofMaxLength(40)).list().ofMaxSize(3);
  }

  private String client(String peer, String... forwardedFor) {
    return describe(peer, proxies, forwardedFor).get("X-Forwarded-For");
  }

  private static HttpHeaders describe(String peer, TrustedProxies proxies, String... forwardedFor) {
    HttpHeaders headers = unvalidated();
    Stream.of(forwardedFor).forEach(field -> headers.add("X-Forwarded-For", field));
    Client.of(peer(peer), headers, proxies).describe(headers);
    return headers;
  }

  private static InetSocketAddress peer(String address) {
    return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), 4711);
  }

  private static HttpHeaders unvalidated() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }
}
