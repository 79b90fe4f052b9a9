package dev.paykore.console;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the console, or carries out the one command that it knows. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ConsoleApplication {

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(CreateOperatorCommand.NAME)) {
      System.exit(CreateOperatorCommand.run(arguments));
    }
    SpringApplication.run(ConsoleApplication.class, arguments);
  }
}
