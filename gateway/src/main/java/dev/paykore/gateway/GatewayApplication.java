package dev.paykore.gateway;

import dev.paykore.gateway.command.Command;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import reactor.netty.ReactorNetty;

/**
 * Starts the edge, or runs one of its commands. Without the framework's observations, which cost
 * every request: the edge has meters of its own.
 */
@SpringBootApplication(proxyBeanMethods = false, exclude = ObservationAutoConfiguration.class)
public class GatewayApplication {

  /** Ends the process with the command's exit code if it is given one. */
  public static void main(String[] arguments) {
    if (Command.isOne(arguments)) {
      // What libraries log before logging is configured is no answer of a command.
      LoggingSystem.get(GatewayApplication.class.getClassLoader()).beforeInitialize();
      System.exit(Command.run(System.out, arguments));
    }
    takeOneEventLoopAProcessor();
    SpringApplication.run(GatewayApplication.class, arguments);
  }

  /**
   * Reactor Netty takes at least four. On two processors they would take turns, and a request would
   * change threads more often (ADR 0010). Who sets the property has it as set.
   */
  private static void takeOneEventLoopAProcessor() {
    if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
      int processors = Runtime.getRuntime().availableProcessors();
      System.setProperty(ReactorNetty.IO_WORKER_COUNT, Integer.toString(processors));
    }
  }
}
