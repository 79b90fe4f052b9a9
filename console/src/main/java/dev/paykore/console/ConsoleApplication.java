package dev.paykore.console;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the console, or carries out one of the commands that it knows. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ConsoleApplication {

  /** A name of its own, so that the edge's files may lie on the same class path. */
  static final String CONFIGURATION = "spring.config.name=console";

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(CreateOperatorCommand.NAME)) {
      System.exit(CreateOperatorCommand.run(arguments));
    }
    if (arguments.length > 0 && arguments[0].equals(MigrateCommand.NAME)) {
      MigrateCommand.run();
      return;
    }
    application().run(arguments);
  }

  /** The console, ready to be run, with {@code console.yml} for its configuration. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ConsoleApplication.class).properties(CONFIGURATION);
  }
}
