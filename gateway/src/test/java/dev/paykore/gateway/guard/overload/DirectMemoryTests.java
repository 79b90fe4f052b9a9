package dev.paykore.gateway.guard.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However Netty comes by its memory, it is seen to be full before there is no more. */
class DirectMemoryTests {

  private static final int EXHAUSTED_PERCENT = 95;
  private static final long LIMIT_BYTES = 32L << 20;

  private static final String OF_THE_IMAGE =
      "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:MaxDirectMemorySize=32m",
        "-Dio.netty.maxDirectMemory=33554432",
        "--enable-native-access=ALL-UNNAMED -XX:MaxDirectMemorySize=32m",
        "--sun-misc-unsafe-memory-access=allow -XX:MaxDirectMemorySize=32m",
        OF_THE_IMAGE + "-XX:MaxDirectMemorySize=32m",
        OF_THE_IMAGE + "-Dio.netty.maxDirectMemory=33554432",
        OF_THE_IMAGE + "-XX:MaxDirectMemorySize=32m -Dio.netty.maxDirectMemory=134217728",
        OF_THE_IMAGE + "-XX:MaxDirectMemorySize=128m -Dio.netty.maxDirectMemory=33554432"
      })
  void memoryThatIsFullIsSeenToBe(String options) throws IOException {
    String[] seen = fill(options).split(" ", -1);
    assertThat(Integer.parseInt(seen[0])).isBetween(EXHAUSTED_PERCENT, 100);
    assertThat(Long.parseLong(seen[1])).isEqualTo(LIMIT_BYTES);
    assertThat(Integer.parseInt(seen[2])).as("buffers").isPositive();
  }

  private static String fill(String options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FullDirectMemory.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
