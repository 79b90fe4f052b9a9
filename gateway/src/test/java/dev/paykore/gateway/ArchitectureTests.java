package dev.paykore.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;

/** Who may import whom. A stage knows what all stages share, and the stages before it. */
class ArchitectureTests {

  private static final String BASE = "dev.paykore.gateway";
  private static final JavaClasses EDGE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE, "dev.paykore.keys");

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(EDGE);
  }

  @Test
  void theKeysModuleKnowsNeitherTheEdgeNorTheWeb() {
    noClasses()
        .that()
        .resideInAPackage("dev.paykore.keys..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            BASE + "..", "org.springframework.web..", "org.springframework.boot..", "io.netty..")
        .check(EDGE);
  }

  @Test
  void theGuardStandsBeforeAllStages() {
    mayDependOn(
        "guard", "client", "ending", "error", "header", "requestid", "meter", "observability");
  }

  @Test
  void errorsAreAnsweredWithoutKnowingWhoFailed() {
    mayDependOn("error", "requestid", "redis", "response");
  }

  @Test
  void authenticationKnowsNoLaterStage() {
    mayDependOn(
        "authentication",
        "bucket",
        "client",
        "error",
        "postgres",
        "redis",
        "credential",
        "environment",
        "meter",
        "requestid");
  }

  @Test
  void theLimitKnowsOnlyWhoIsAuthenticated() {
    mayDependOn(
        "ratelimit", "configuration", "bucket", "error", "meter", "redis", "authentication");
  }

  @Test
  void onlyConfigurationsAndPropertiesAreFoundBySpring() {
    classes().that().areAnnotatedWith(Configuration.class).should().bePackagePrivate().check(EDGE);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    fields()
        .should()
        .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
        .check(EDGE);
  }

  private static void mayDependOn(String stage, String... others) {
    noClasses()
        .that()
        .resideInAPackage(BASE + "." + stage + "..")
        .should()
        .dependOnClassesThat(areOfAStageBut(stage, Set.of(others)))
        .check(EDGE);
  }

  private static DescribedPredicate<JavaClass> areOfAStageBut(String own, Set<String> allowed) {
    return DescribedPredicate.describe(
        "are of a stage other than " + own + " and " + allowed,
        target -> {
          String stage = stageOf(target);
          return !stage.isEmpty() && !stage.equals(own) && !allowed.contains(stage);
        });
  }

  /** The first package below the base, or an empty text for all that is no stage. */
  private static String stageOf(JavaClass target) {
    String name = target.getPackageName();
    return name.startsWith(BASE + ".") ? name.substring(BASE.length() + 1).split("\\.", -1)[0] : "";
  }
}
