package dev.paykore.console.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Needs Chromium and its driver: without them CI fails, and anybody else is told. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithBrowser.Condition.class)
public @interface WithBrowser {

  /** Decides whether the tests run. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "SKIPPED the browser tests: chromium and chromium-driver are not installed";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Browser.isInstalled()) {
        return ConditionEvaluationResult.enabled("there is a browser");
      }
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("CI needs chromium and chromium-driver");
      }
      System.out.println(MISSING);
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
