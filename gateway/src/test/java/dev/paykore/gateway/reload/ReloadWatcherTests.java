package dev.paykore.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.configuration.Candidate;
import dev.paykore.gateway.configuration.Reloadable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** When changed files are taken, look by look. */
class ReloadWatcherTests {

  private static final String TIMEOUT = "paykore.edge.redis.timeout";

  @TempDir Path volume;

  private final List<String> served = new ArrayList<>();
  private MountedConfig config;

  @BeforeEach
  void mountTheFirst() {
    config = new MountedConfig(volume);
    mount("1s");
  }

  @Test
  void aChangeIsTakenOnceItHasStoodStill() {
    ReloadWatcher watcher = watcher(firstLook(), this::serve);

    mount("2s");
    watcher.look();
    assertThat(served).isEmpty();
    watcher.look();
    watcher.look();
    assertThat(served).containsExactly("2s");
  }

  @Test
  void aChangeDuringTheStartIsTaken() {
    FilesAtStart atStart = firstLook();
    mount("2s");

    ReloadWatcher watcher = watcher(atStart, this::serve);
    watcher.look();
    watcher.look();

    assertThat(served).containsExactly("2s");
  }

  @Test
  void aChangeOfAnImportedTreeDuringTheStartIsTaken(@TempDir Path secret) {
    MountedConfig tree = new MountedConfig(secret);
    tree.mount(Map.of(TIMEOUT, "1s"));
    config.mount("spring.config.import: configtree:" + secret + "/\n");
    ConfigurableEnvironment started = Candidate.read(environment());
    FilesAtStart atStart = firstLook(started);
    tree.mount(Map.of(TIMEOUT, "2s"));

    ReloadWatcher watcher = watcher(started, atStart, this::serve);
    watcher.look();
    watcher.look();

    assertThat(started.getProperty(TIMEOUT)).isEqualTo("1s");
    assertThat(served).containsExactly("2s");
  }

  @Test
  void whatChangesWhileItIsReadIsDroppedAndReadAnew() {
    ReloadWatcher watcher =
        watcher(
            firstLook(),
            candidate -> {
              if ("2s".equals(candidate.getProperty(TIMEOUT))) {
                mount("3s");
              }
              return serve(candidate);
            });

    mount("2s");
    watcher.look();
    watcher.look();
    assertThat(served).isEmpty();
    watcher.look();
    watcher.look();
    assertThat(served).containsExactly("3s");
  }

  private Runnable serve(Environment candidate) {
    String timeout = candidate.getProperty(TIMEOUT);
    return () -> served.add(timeout);
  }

  private void mount(String timeout) {
    config.mount(TIMEOUT + ": " + timeout + "\n");
  }

  /** What the start of an edge leaves of the files. */
  private FilesAtStart firstLook() {
    return firstLook(environment());
  }

  private static FilesAtStart firstLook(ConfigurableEnvironment read) {
    DefaultBootstrapContext bootstrap = new DefaultBootstrapContext();
    new FirstLook(bootstrap).postProcessEnvironment(read, new SpringApplication());
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.setEnvironment(read);
      bootstrap.close(context);
      context.refresh();
      return context.getBean(FilesAtStart.class);
    }
  }

  private ReloadWatcher watcher(FilesAtStart atStart, Reloadable part) {
    return watcher(environment(), atStart, part);
  }

  private static ReloadWatcher watcher(
      ConfigurableEnvironment started, FilesAtStart atStart, Reloadable part) {
    return new ReloadWatcher(
        atStart,
        new ConfigurationReload(started, List.of(part), Set.of()),
        new ReloadStatus(new SimpleMeterRegistry(), Clock.systemUTC()),
        new ReloadProperties(Duration.ofSeconds(2)));
  }

  private ConfigurableEnvironment environment() {
    ConfigurableEnvironment environment = new StandardReactiveWebEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test", Map.of("spring.config.additional-location", "file:" + volume + "/")));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }
}
