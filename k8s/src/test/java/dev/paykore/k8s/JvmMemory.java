package dev.paykore.k8s;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM may use at most, in bytes, by its options.
 *
 * @param heap {@code -Xmx}
 * @param direct buffers, {@code -XX:MaxDirectMemorySize}; Netty's are among them, by an option that
 *     the image has
 * @param metaspace classes, {@code -XX:MaxMetaspaceSize}
 * @param code compiled code, {@code -XX:ReservedCodeCacheSize}
 * @param stacks of {@link #THREADS} threads, {@code -Xss}
 * @param collector what G1 keeps beside the heap; the serial collector keeps next to nothing
 */
record JvmMemory(long heap, long direct, long metaspace, long code, long stacks, long collector) {

  /** An edge has about 30 on two cores, and up to 20 more that block, such as for name look-ups. */
  private static final int THREADS = 64;

  /** Symbols, strings, the compilers' and the allocator's own. */
  private static final long REST = 48L << 20;

  private static final int G1_SHARE = 12;
  private static final Map<String, Integer> SHIFT = Map.of("", 0, "k", 10, "m", 20, "g", 30);

  static JvmMemory of(String options) {
    long heap = size(options, "-Xmx");
    return new JvmMemory(
        heap,
        size(options, "-XX:MaxDirectMemorySize="),
        size(options, "-XX:MaxMetaspaceSize="),
        size(options, "-XX:ReservedCodeCacheSize="),
        size(options, "-Xss") * THREADS,
        options.contains("+UseG1GC") ? heap / G1_SHARE : 0);
  }

  long total() {
    return heap + direct + metaspace + code + stacks + collector + REST;
  }

  private static long size(String options, String name) {
    Matcher matcher = Pattern.compile(Pattern.quote(name) + "(\\d+)([kmg]?)").matcher(options);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + options);
    }
    return Long.parseLong(matcher.group(1)) << SHIFT.get(matcher.group(2));
  }
}
