package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.console.key.KeyProperties;
import dev.paykore.console.security.SecurityProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Lists all defaults. */
class PropertiesTests {

  @Test
  void keys() {
    assertThat(bind("paykore.console.keys", KeyProperties.class)).isEqualTo(new KeyProperties(50));
  }

  @Test
  void security() {
    assertThat(bind("paykore.console.security", SecurityProperties.class))
        .isEqualTo(new SecurityProperties(Duration.ofHours(12), 10, 100, Duration.ofMinutes(15)));
  }

  @Test
  void aWrongValueIsRefused() {
    assertThatThrownBy(
            () ->
                new Binder(new MapConfigurationPropertySource(Map.of("k.max-active", "many")))
                    .bindOrCreate("k", KeyProperties.class))
        .hasMessageContaining("k.max-active");
  }

  private static <T> T bind(String prefix, Class<T> type) {
    return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
  }
}
