package dev.paykore.bench.peer;

import dev.paykore.bench.process.ChildProcess;
import dev.paykore.bench.process.Command;
import dev.paykore.bench.process.Folder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the installed nginx with a configuration of ours. */
final class Nginx {

  private static final Pattern MODULES = Pattern.compile("--modules-path=(\\S+)");
  private static final String DEBIAN_MODULES = "/usr/lib/nginx/modules";

  private Nginx() {}

  /** Starts an nginx in the folder; the values take the places of the configuration's names. */
  static ChildProcess start(Folder folder, String configuration, Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("directory", folder.path().toString());
    all.put("user", System.getProperty("user.name"));
    all.put("modules", modules());
    Path file = folder.write(Nginx.class, configuration, all);
    return ChildProcess.start(
        folder,
        Map.of(),
        List.of("nginx", "-p", folder.path().toString(), "-c", file.toString(), "-e", "stderr"));
  }

  /** Where its dynamic modules lie. */
  private static String modules() {
    Matcher matcher = MODULES.matcher(Command.output("nginx", "-V"));
    return matcher.find() ? matcher.group(1) : DEBIAN_MODULES;
  }
}
