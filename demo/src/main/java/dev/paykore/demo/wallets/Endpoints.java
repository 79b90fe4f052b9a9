package dev.paykore.demo.wallets;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import dev.paykore.keys.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What the stand-in services can be asked. */
final class Endpoints {

  private static final int LAST = 10;

  private final String service;
  private final Ledger ledger;
  private final Environment environment;

  Endpoints(String service, Ledger ledger) {
    this.service = service;
    this.ledger = ledger;
    this.environment = ledger.environment();
  }

  /** Which requests get which answer. */
  Map<MappingBuilder, Function<Request, Answer>> all() {
    Map<MappingBuilder, Function<Request, Answer>> all = new LinkedHashMap<>();
    all.put(get(urlPathEqualTo("/v1/wallets")), request -> wallets());
    all.put(post(urlPathEqualTo("/v1/wallets")), this::openWallet);
    all.put(get(urlPathTemplate("/v1/wallets/{id}")), this::wallet);
    all.put(get(urlPathTemplate("/v1/wallets/{id}/transactions")), this::walletTransactions);
    all.put(get(urlPathEqualTo("/v1/transactions")), request -> transactions());
    all.put(post(urlPathEqualTo("/v1/transactions")), this::bookTransaction);
    all.put(get(urlPathTemplate("/v1/transactions/{id}")), this::transaction);
    all.put(any(urlPathEqualTo("/v1/echo")), request -> Echo.of(request, environment, service));
    all.put(any(anyUrl()).atPriority(LAST), request -> Answer.notFound(environment, "endpoint"));
    return all;
  }

  private Answer wallets() {
    return Answer.list(environment, ledger.wallets().stream().map(Wallet::toJson).toList());
  }

  private Answer wallet(Request request) {
    return ledger
        .wallet(id(request))
        .map(wallet -> Answer.ok(wallet.toJson()))
        .orElseGet(() -> Answer.notFound(environment, "wallet"));
  }

  private Answer openWallet(Request request) {
    return WalletOrder.parse(request.getBodyAsString())
        .map(order -> Answer.created(ledger.open(order.owner(), order.currency()).toJson()))
        .orElseGet(() -> Answer.invalid(environment, WalletOrder.EXPECTATION));
  }

  private Answer walletTransactions(Request request) {
    String walletId = id(request);
    return ledger
        .wallet(walletId)
        .map(wallet -> transactionsOf(wallet.id()))
        .orElseGet(() -> Answer.notFound(environment, "wallet"));
  }

  private Answer transactionsOf(String walletId) {
    return Answer.list(
        environment,
        ledger.transactions().stream()
            .filter(transaction -> transaction.walletId().equals(walletId))
            .map(Transaction::toJson)
            .toList());
  }

  private Answer transactions() {
    return Answer.list(
        environment, ledger.transactions().stream().map(Transaction::toJson).toList());
  }

  private Answer transaction(Request request) {
    return ledger
        .transaction(id(request))
        .map(transaction -> Answer.ok(transaction.toJson()))
        .orElseGet(() -> Answer.notFound(environment, "transaction"));
  }

  private Answer bookTransaction(Request request) {
    return TransactionOrder.parse(request.getBodyAsString())
        .map(this::book)
        .orElseGet(() -> Answer.invalid(environment, TransactionOrder.EXPECTATION));
  }

  private Answer book(TransactionOrder order) {
    return ledger
        .book(order.walletId(), order.amount())
        .map(transaction -> Answer.created(transaction.toJson()))
        .orElseGet(() -> Answer.notFound(environment, "wallet"));
  }

  private static String id(Request request) {
    return Objects.requireNonNull(request.getPathParameters().get("id"));
  }
}
