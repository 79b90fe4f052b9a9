package dev.paykore.gateway.testing;

import dev.paykore.gateway.GatewayApplication;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.servers.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How an edge is to be started as a process of its own. */
public final class EdgeLaunch {

  /** What the image starts its JVM with; the test of the launchers compares them. */
  private static final List<String> OPTIONS_OF_THE_IMAGE =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** Unless another one is asked for after it. */
  private static final String HEAP = "-Xmx512m";

  private final Map<String, String> arguments;
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private final int port = FreePort.next();
  private final int managementPort = FreePort.next();
  private File output;

  /** An edge with the files of a folder. */
  public EdgeLaunch(Stores stores, Path config) {
    arguments = RunningEdge.argumentsFor(stores, config);
    with("server.port=" + port, "management.server.port=" + managementPort);
    with("logging.level.access=info");
    output = emptyFile();
  }

  /** Properties {@code name=value}. */
  public EdgeLaunch with(String... properties) {
    for (String property : properties) {
      String[] nameAndValue = property.split("=", 2);
      arguments.put(nameAndValue[0], nameAndValue[1]);
    }
    return this;
  }

  public EdgeLaunch jvm(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /** Starts the edge by a command that runs the command after it in its own place. */
  public EdgeLaunch by(String... command) {
    wrapper.addAll(List.of(command));
    return this;
  }

  /** Where what the edge writes goes. */
  public EdgeLaunch to(File file) {
    output = file;
    return this;
  }

  /** Starts the edge and waits until it is ready. */
  public EdgeProcess start() {
    return startUnready().awaitReady();
  }

  /** Starts the edge and waits for nothing. */
  public EdgeProcess startUnready() {
    try {
      Process process =
          new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output).start();
      return new EdgeProcess(process, port, managementPort, output.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(wrapper);
    List<String> options = new ArrayList<>(EdgeClasses.options());
    options.addAll(jvmOptions);
    command.addAll(java(options));
    arguments.forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  /** The product as a process, with what every edge has and some more options of the JVM. */
  public static List<String> java(List<String> options) {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(OPTIONS_OF_THE_IMAGE);
    java.add(HEAP);
    java.addAll(compilerOfThisProcess());
    java.addAll(options);
    java.addAll(List.of("-cp", EdgeClassPath.get(), GatewayApplication.class.getName()));
    return java;
  }

  private static List<String> compilerOfThisProcess() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  private static File emptyFile() {
    try {
      File file = Files.createTempFile("edge", ".log").toFile();
      file.deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
