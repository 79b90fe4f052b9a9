package dev.paykore.bench.peers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a Spring Cloud Gateway with the one route of {@code application.yml}. */
@SpringBootApplication(proxyBeanMethods = false)
public class BareGateway {

  public static void main(String[] arguments) {
    SpringApplication.run(BareGateway.class, arguments);
  }
}
