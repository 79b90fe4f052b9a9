package dev.paykore.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the edge. */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(GatewayApplication.class, arguments);
  }
}
