package dev.paykore.demo.wallets;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/** A WireMock server on a free loopback port that stands in for a service behind the edge. */
final class StandInService implements AutoCloseable {

  private final WireMockServer server;

  private StandInService(WireMockServer server) {
    this.server = server;
  }

  static StandInService start(String name, Ledger ledger) {
    Answers answers = new Answers();
    WireMockServer server = new WireMockServer(configuration(answers));
    new Endpoints(name, ledger)
        .all()
        .forEach((request, answer) -> server.stubFor(answers.stub(request, answer)));
    server.start();
    return new StandInService(server);
  }

  String url() {
    return "http://localhost:" + server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Without a journal: it would keep every request in memory. */
  private static WireMockConfiguration configuration(Answers answers) {
    return WireMockConfiguration.options()
        .bindAddress("127.0.0.1")
        .dynamicPort()
        .gzipDisabled(true)
        .disableRequestJournal()
        .extensions(answers);
  }
}
