package dev.paykore.gateway;

import dev.paykore.gateway.command.Command;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;

/**
 * Starts the edge, or runs one of its commands. Without the framework's observations, which cost
 * every request: the edge has meters of its own.
 */
@SpringBootApplication(proxyBeanMethods = false, exclude = ObservationAutoConfiguration.class)
public class GatewayApplication {

  /** Ends the process with the command's exit code if it is given one. */
  public static void main(String[] arguments) {
    if (Command.isOne(arguments)) {
      System.exit(Command.run(System.out, arguments));
    }
    SpringApplication.run(GatewayApplication.class, arguments);
  }
}
