package dev.paykore.console;

import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * {@code migrate}: brings the schema up to date and ends, so that a console may run that does not
 * know the password of the tables' owner.
 */
final class MigrateCommand {

  static final String NAME = "migrate";

  private MigrateCommand() {}

  /** Migrates; whatever prevents it ends the process with its reason and status 1. */
  static void run() {
    try (ConfigurableApplicationContext context = start()) {
      System.out.println(
          "The schema is at version "
              + context.getBean(Flyway.class).info().current().getVersion());
    }
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(SchemaOnly.class)
        .web(WebApplicationType.NONE)
        .properties(ConsoleApplication.CONFIGURATION)
        .properties("spring.flyway.enabled=true")
        .run();
  }

  /** Flyway and nothing else. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(FlywayAutoConfiguration.class)
  static class SchemaOnly {}
}
