package dev.paykore.gateway;

import dev.paykore.gateway.command.Command;
import dev.paykore.gateway.guard.overload.DirectMemory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import reactor.netty.ReactorNetty;

/**
 * Starts the edge, or runs one of its commands. Without the framework's observations and its count
 * of log events, which cost every request: the edge has meters of its own, and libraries ask many
 * times a request whether they log.
 */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {ObservationAutoConfiguration.class, LogbackMetricsAutoConfiguration.class})
public class GatewayApplication {

  /**
   * Ends the process with the command's exit code if it is given one. Who sets a system property
   * that is set here has it as set.
   */
  public static void main(String[] arguments) {
    if (Command.isOne(arguments)) {
      // What libraries log before logging is configured is no answer of a command.
      LoggingSystem.get(GatewayApplication.class.getClassLoader()).beforeInitialize();
      System.exit(Command.run(System.out, arguments));
    }
    takeOneEventLoopAProcessor();
    watchFewerBuffersForLeaks();
    leaveMemoryBesidesNettys();
    SpringApplication.run(GatewayApplication.class, arguments);
  }

  /**
   * Reactor Netty takes at least four. On two processors they would take turns, and a request would
   * change threads more often (ADR 0010).
   */
  private static void takeOneEventLoopAProcessor() {
    setUnlessSet(ReactorNetty.IO_WORKER_COUNT, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Netty watches one buffer of 128, which takes a stack trace each time it does: 2 to 4 % of the
   * event loops' time (ADR 0010). A leak goes on, so one of 1,024 is found as well.
   */
  private static void watchFewerBuffersForLeaks() {
    setUnlessSet("io.netty.leakDetection.samplingInterval", 1024);
  }

  /**
   * Netty's bound on the memory outside the heap, below that of the JVM. When the JVM has none to
   * give it collects the heap and sleeps, for half a second, before it says so: an event loop that
   * asks it would serve nobody for so long. Netty says so at once.
   */
  private static void leaveMemoryBesidesNettys() {
    setUnlessSet("io.netty.maxDirectMemory", DirectMemory.mostForNetty());
  }

  private static void setUnlessSet(String property, long value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Long.toString(value));
    }
  }
}
