package dev.paykore.demo.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletServicesTests {

  private static final String SANDBOX = "PAYKORE_WALLETS_SANDBOX_URL";
  private static final String LIVE = "PAYKORE_WALLETS_LIVE_URL";
  private static final String SANDBOX_TRANSACTIONS = "PAYKORE_TRANSACTIONS_SANDBOX_URL";
  private static final String LIVE_TRANSACTIONS = "PAYKORE_TRANSACTIONS_LIVE_URL";

  private static WalletServices services;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    services = WalletServices.start();
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    services.close();
  }

  @Test
  void areFourWithAnAddressEach() {
    assertThat(services.urls())
        .containsOnlyKeys(SANDBOX, SANDBOX_TRANSACTIONS, LIVE, LIVE_TRANSACTIONS);
    assertThat(new HashSet<>(services.urls().values())).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/wallets", "/v1/transactions", "/v1/echo", "/v1/wallets/none", "/v1/other"})
  void everyBodyTellsWhichEnvironmentAnswered(String path) {
    assertThat(read(get(SANDBOX, path), "$.environment")).isEqualTo("sandbox");
    assertThat(read(get(LIVE, path), "$.environment")).isEqualTo("live");
  }

  @Test
  void aWalletThatIsListedCanBeFetchedWithItsTransactions() {
    String id = read(get(LIVE, "/v1/wallets"), "$.data[0].id");
    assertThat(read(get(LIVE, "/v1/wallets/" + id), "$.id")).isEqualTo(id);
    List<String> owners =
        readAll(get(LIVE, "/v1/wallets/" + id + "/transactions"), "$.data[*].wallet_id");
    assertThat(owners).isNotEmpty().containsOnly(id);
  }

  @Test
  void aWalletOfOneEnvironmentIsUnknownInTheOther() {
    String id = read(get(LIVE, "/v1/wallets"), "$.data[0].id");
    assertThat(get(SANDBOX, "/v1/wallets/" + id).statusCode()).isEqualTo(404);
    assertThat(get(SANDBOX, "/v1/wallets/" + id + "/transactions").statusCode()).isEqualTo(404);
  }

  @Test
  void aWalletThatIsOpenedIsThereAfterwards() {
    HttpResponse<String> opened =
        post(SANDBOX, "/v1/wallets", "{\"owner\":\"Ada \\\"A\\\"\",\"currency\":\"NGN\"}");
    assertThat(opened.statusCode()).isEqualTo(201);
    HttpResponse<String> fetched = get(SANDBOX, "/v1/wallets/" + read(opened, "$.id"));
    assertThat(read(fetched, "$.owner")).isEqualTo("Ada \"A\"");
    assertThat(read(fetched, "$.balance")).isEqualTo("0");
  }

  @Test
  void aTransactionChangesTheBalanceOfItsWalletInBothServices() {
    String wallet =
        read(post(SANDBOX, "/v1/wallets", "{\"owner\":\"Ada\",\"currency\":\"NGN\"}"), "$.id");
    HttpResponse<String> booked =
        post(
            SANDBOX_TRANSACTIONS,
            "/v1/transactions",
            "{\"wallet_id\":\"%s\",\"amount\":-250}".formatted(wallet));
    assertThat(booked.statusCode()).isEqualTo(201);
    String transaction = read(booked, "$.id");
    assertThat(get(SANDBOX_TRANSACTIONS, "/v1/transactions/" + transaction).statusCode())
        .isEqualTo(200);
    assertThat(read(get(SANDBOX, "/v1/wallets/" + wallet), "$.balance")).isEqualTo("-250");
  }

  @Test
  void aTransactionOfAnUnknownWalletIsNotFound() {
    HttpResponse<String> answer =
        post(SANDBOX, "/v1/transactions", "{\"wallet_id\":\"none\",\"amount\":1}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(read(answer, "$.error.code")).isEqualTo("not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"owner\":\"Ada\"}",
        "{\"owner\":7,\"currency\":\"NGN\"}",
        "{\"owner\":\"Ada\",\"currency\":\"naira\"}",
        "{\"wallet_id\":\"none\"}",
        "{\"wallet_id\":\"none\",\"amount\":1.5}",
        "{\"wallet_id\":\"none\",\"amount\":0}",
        "{\"wallet_id\":\"none\",\"amount\":\"1\"}",
      })
  void whatIsIncompleteIsRefused(String body) {
    for (String path : List.of("/v1/wallets", "/v1/transactions")) {
      HttpResponse<String> answer = post(SANDBOX, path, body);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(read(answer, "$.error.code")).isEqualTo("invalid_request");
    }
  }

  @Test
  void theEchoTellsWhatItReceived() {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri(LIVE_TRANSACTIONS, "/v1/echo?a=%20b&a=c"))
                .method("PATCH", BodyPublishers.ofString("hello"))
                .header("X-Once", "one \"quoted\"")
                .header("X-Twice", "first")
                .header("X-Twice", "second"));
    assertThat(read(answer, "$.method")).isEqualTo("PATCH");
    assertThat(read(answer, "$.path")).isEqualTo("/v1/echo");
    assertThat(read(answer, "$.query")).isEqualTo("a=%20b&a=c");
    assertThat(read(answer, "$.service")).isEqualTo("transactions");
    assertThat(read(answer, "$.body_bytes")).isEqualTo("5");
    assertThat(read(answer, "$.headers['X-Once']")).isEqualTo("one \"quoted\"");
    assertThat(readAll(answer, "$.headers['X-Twice']")).containsExactly("first", "second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void theEchoAnswersEveryMethod(String method) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri(SANDBOX, "/v1/echo"))
                .method(method, BodyPublishers.noBody()));
    assertThat(read(answer, "$.method")).isEqualTo(method);
  }

  /** The value as a text. */
  private static String read(HttpResponse<String> answer, String path) {
    return String.valueOf(JsonPath.<Object>read(answer.body(), path));
  }

  private static List<String> readAll(HttpResponse<String> answer, String path) {
    return JsonPath.read(answer.body(), path);
  }

  private static HttpResponse<String> get(String service, String path) {
    return send(HttpRequest.newBuilder(uri(service, path)));
  }

  private static HttpResponse<String> post(String service, String path, String body) {
    return send(HttpRequest.newBuilder(uri(service, path)).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private static URI uri(String service, String path) {
    return URI.create(services.urls().get(service) + path);
  }
}
