package dev.paykore.gateway;

import dev.paykore.gateway.command.Command;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the edge, or runs one of its commands. */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {

  /** Ends the process with the command's exit code if it is given one. */
  public static void main(String[] arguments) {
    if (Command.isOne(arguments)) {
      System.exit(Command.run(System.out, arguments));
    }
    SpringApplication.run(GatewayApplication.class, arguments);
  }
}
