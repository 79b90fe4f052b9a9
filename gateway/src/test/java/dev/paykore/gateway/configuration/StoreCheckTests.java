package dev.paykore.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class StoreCheckTests {

  private static final String MASTER = "spring.data.redis.sentinel.master";
  private static final String SENTINELS = "spring.data.redis.sentinel.nodes";
  private static final String CLUSTER = "spring.data.redis.cluster.nodes";
  private static final String REDIS_URL = "spring.data.redis.url";
  private static final String POSTGRES_URL = "spring.r2dbc.url";

  @Test
  void oneServerSentinelAndAClusterEachAloneAreRight() {
    assertThat(problems(Map.of())).isEmpty();
    assertThat(problems(Map.of(REDIS_URL, "rediss://redis:6379"))).isEmpty();
    assertThat(problems(Map.of(MASTER, "paykore", SENTINELS, "a:26379,b:26379"))).isEmpty();
    assertThat(problems(Map.of(CLUSTER, "a:6379,b:6379,c:6379"))).isEmpty();
  }

  @Test
  void sentinelNeedsTheNameAndTheNodes() {
    assertThat(problems(Map.of(MASTER, "paykore")))
        .containsExactly(SENTINELS + ": missing (expected: host:port, separated by commas)");
    assertThat(problems(Map.of(SENTINELS, "a:26379")))
        .containsExactly(
            MASTER + ": missing (expected: the name under which Sentinel knows the primary)");
  }

  @Test
  void anAddressBesideSentinelOrAClusterIsRefusedWithoutBeingTold() {
    String url = "redis://user:secret@redis:6379";
    assertThat(problems(Map.of(MASTER, "paykore", SENTINELS, "a:26379", REDIS_URL, url)))
        .containsExactly(
            REDIS_URL
                + ": is set (expected: nothing beside spring.data.redis.sentinel, whose nodes say"
                + " where Redis is)");
    assertThat(problems(Map.of(CLUSTER, "a:6379", REDIS_URL, url)))
        .singleElement()
        .asString()
        .startsWith(REDIS_URL + ": is set (expected: nothing beside spring.data.redis.cluster")
        .doesNotContain("secret");
  }

  @Test
  void sentinelAndAClusterExcludeEachOther() {
    assertThat(problems(Map.of(MASTER, "paykore", SENTINELS, "a:26379", CLUSTER, "b:6379")))
        .containsExactly(CLUSTER + ": is set (expected: either Sentinel or a cluster)");
  }

  @Test
  void aClusterHasOneDatabase() {
    assertThat(problems(Map.of(CLUSTER, "a:6379", "spring.data.redis.database", "1")))
        .singleElement()
        .asString()
        .startsWith("spring.data.redis.database: is set");
  }

  @Test
  void aNodeHasAHostAndAPort() {
    assertThat(problems(Map.of(CLUSTER, "a:6379,b")))
        .containsExactly(CLUSTER + ": [a:6379, b] (expected: host:port, separated by commas)");
  }

  @Test
  void replicasByNameAreNotKnown() {
    assertThat(problems(Map.of("spring.data.redis.masterreplica.nodes[0]", "a:6379")))
        .singleElement()
        .asString()
        .contains("use Sentinel");
  }

  @Test
  void severalHostsOfPostgresNeedTheProtocolForThem() {
    assertThat(problems(Map.of(POSTGRES_URL, "r2dbc:postgresql://a:5432,b:5432/paykore")))
        .containsExactly(
            POSTGRES_URL
                + ": several hosts (expected: r2dbc:postgresql:failover://first,second/…)");
    assertThat(problems(Map.of(POSTGRES_URL, "r2dbc:postgresql:failover://a:1,b:2/paykore")))
        .isEmpty();
  }

  @Test
  void keysAreReadFromThePrimaryAlone() {
    String url = "r2dbc:postgresql:failover://a:1,b:2/paykore?targetServerType=";
    assertThat(problems(Map.of(POSTGRES_URL, url + "primary"))).isEmpty();
    assertThat(problems(Map.of(POSTGRES_URL, url + "any")))
        .containsExactly(POSTGRES_URL + ": targetServerType 'any' (expected: primary)");
  }

  @Test
  void tlsWithoutACheckOfTheHostIsRefused() {
    String url = "r2dbc:postgresql://a/paykore";
    assertThat(problems(Map.of(POSTGRES_URL, url + "?sslMode=verify-full"))).isEmpty();
    assertThat(problems(Map.of(POSTGRES_URL, url + "?sslmode=require")))
        .containsExactly(POSTGRES_URL + ": sslMode 'require' (expected: verify-full or disable)");
    assertThat(problems(Map.of(POSTGRES_URL, url, "spring.r2dbc.properties.sslMode", "prefer")))
        .containsExactly(
            "spring.r2dbc.properties.sslmode: sslMode 'prefer' (expected: verify-full or"
                + " disable)");
  }

  @Test
  void whatIsNoAddressIsNotTold() {
    assertThat(problems(Map.of(POSTGRES_URL, "postgres://user:secret@a/paykore")))
        .containsExactly(
            POSTGRES_URL + ": not an address (expected: r2dbc:postgresql://host:port/database)");
  }

  private static List<String> problems(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    ConfigurationPropertySources.attach(environment);
    return StoreCheck.problems(environment).stream()
        .map(problem -> problem.property() + ": " + problem.message())
        .toList();
  }
}
