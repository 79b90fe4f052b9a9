package dev.paykore.gateway.guard.overload;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory outside the heap, as the two that bound it count it. Netty counts its own buffers, up
 * to {@code io.netty.maxDirectMemory}. The JVM counts those that were asked of it, up to {@code
 * -XX:MaxDirectMemorySize}: with {@code --sun-misc-unsafe-memory-access=allow} Netty's are among
 * them, without it Netty takes its memory from elsewhere. So whichever is fuller is what counts.
 */
public final class DirectMemory {

  /** Files and sockets that are not Netty's take next to nothing. */
  private static final int OTHERS_SHARE = 16;

  private static final String LIMIT_OPTION = "MaxDirectMemorySize";

  private final BufferPoolMXBean jvm =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .findFirst()
          .orElseThrow();

  private final long jvmLimit = jvmLimit();
  private final long nettyLimit = PlatformDependent.maxDirectMemory();

  /** What Netty's buffers may come to: the smaller bound, for both may hold for them. */
  long limitBytes() {
    return Math.min(jvmLimit, nettyLimit);
  }

  int percent() {
    return Math.max(
        percentOf(PlatformDependent.usedDirectMemory(), nettyLimit),
        percentOf(jvm.getTotalCapacity(), jvmLimit));
  }

  /** Netty says -1 where it does not count. */
  private static int percentOf(long used, long limit) {
    return (int) (Math.max(0, used) * 100 / limit);
  }

  /** What the JVM leaves to Netty in bytes, so that there is always some for others. */
  public static long mostForNetty() {
    return jvmLimit() - jvmLimit() / OTHERS_SHARE;
  }

  /** As much as the heap, if nothing else was said. */
  private static long jvmLimit() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long given = Long.parseLong(options.getVMOption(LIMIT_OPTION).getValue());
    return given > 0 ? given : Runtime.getRuntime().maxMemory();
  }
}
