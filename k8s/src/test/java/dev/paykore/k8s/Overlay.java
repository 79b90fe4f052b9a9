package dev.paykore.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The overlays, each rendered once for all tests. */
enum Overlay {
  SANDBOX,
  LIVE,
  LOCAL,
  /** With the components that are examples: a Gateway in front, External Secrets, traces. */
  LIVE_WITH_EXAMPLES,
  SANDBOX_WITH_EXAMPLES;

  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final String OVERLAYS = "k8s/overlays/";

  private static final Map<Overlay, Manifests> RENDERED = new ConcurrentHashMap<>();

  /** Whether a Gateway, and not the edge, ends TLS. */
  boolean isBehindAGateway() {
    return this == LIVE_WITH_EXAMPLES || this == SANDBOX_WITH_EXAMPLES;
  }

  String namespace() {
    return switch (this) {
      case SANDBOX, SANDBOX_WITH_EXAMPLES -> "paykore-sandbox";
      case LIVE, LIVE_WITH_EXAMPLES -> "paykore-live";
      case LOCAL -> "paykore-local";
    };
  }

  Manifests manifests() {
    return RENDERED.computeIfAbsent(this, overlay -> Manifests.rendered(overlay.folder()));
  }

  private Path folder() {
    return switch (this) {
      case SANDBOX -> REPOSITORY.resolve(OVERLAYS + "sandbox");
      case LIVE -> REPOSITORY.resolve(OVERLAYS + "live");
      case LOCAL -> REPOSITORY.resolve(OVERLAYS + "local");
      case LIVE_WITH_EXAMPLES -> withExamples("live");
      case SANDBOX_WITH_EXAMPLES -> withExamples("sandbox");
    };
  }

  /** As the comments in the overlay say: one component instead of another, and two more. */
  private static Path withExamples(String overlay) {
    try {
      Path copy = Files.createTempDirectory("paykore-k8s-");
      copy(REPOSITORY.resolve("config"), copy.resolve("config"));
      for (String folder : new String[] {"base", "components", "overlays"}) {
        copy(REPOSITORY.resolve("k8s").resolve(folder), copy.resolve("k8s").resolve(folder));
      }
      Path copied = copy.resolve(OVERLAYS + overlay);
      Path file = copied.resolve("kustomization.yaml");
      String text = Files.readString(file);
      String changed =
          text.replace("components/tls # or ../../components/gateway-api", "components/gateway-api")
              .replace(
                  "# - ../../components/external-secrets", "- ../../components/external-secrets")
              .replace("# - ../../components/tracing", "- ../../components/tracing");
      Files.writeString(file, changed);
      return copied;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
