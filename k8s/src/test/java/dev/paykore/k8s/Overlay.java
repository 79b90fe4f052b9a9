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
  /** Live with the components that are examples: a Gateway in front, External Secrets, traces. */
  LIVE_WITH_EXAMPLES;

  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final String OVERLAYS = "k8s/overlays/";

  private static final Map<Overlay, Manifests> RENDERED = new ConcurrentHashMap<>();

  Manifests manifests() {
    return RENDERED.computeIfAbsent(this, overlay -> Manifests.rendered(overlay.folder()));
  }

  private Path folder() {
    return switch (this) {
      case SANDBOX -> REPOSITORY.resolve(OVERLAYS + "sandbox");
      case LIVE -> REPOSITORY.resolve(OVERLAYS + "live");
      case LOCAL -> REPOSITORY.resolve(OVERLAYS + "local");
      case LIVE_WITH_EXAMPLES -> liveWithExamples();
    };
  }

  /** As the comments in the overlay say: one component instead of another, and two more. */
  private static Path liveWithExamples() {
    try {
      Path copy = Files.createTempDirectory("paykore-k8s-");
      copy(REPOSITORY.resolve("config"), copy.resolve("config"));
      for (String folder : new String[] {"base", "components", "overlays"}) {
        copy(REPOSITORY.resolve("k8s").resolve(folder), copy.resolve("k8s").resolve(folder));
      }
      Path live = copy.resolve(OVERLAYS + "live");
      Path file = live.resolve("kustomization.yaml");
      String text = Files.readString(file);
      String changed =
          text.replace("components/tls # or ../../components/gateway-api", "components/gateway-api")
              .replace(
                  "# - ../../components/external-secrets", "- ../../components/external-secrets")
              .replace("# - ../../components/tracing", "- ../../components/tracing");
      Files.writeString(file, changed);
      return live;
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
