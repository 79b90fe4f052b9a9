package dev.paykore.gateway.configuration;

import org.springframework.core.env.Environment;

/** A part of the edge that takes a changed configuration without a restart. */
@FunctionalInterface
public interface Reloadable {

  /**
   * Makes all that is needed to serve with the candidate, and touches nothing.
   *
   * @return what puts it in place; it does not fail
   * @throws InvalidConfigurationException if the part cannot serve with the candidate
   */
  Runnable prepare(Environment candidate);
}
