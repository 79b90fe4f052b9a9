package dev.paykore.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the demo and keeps it up until this process is told to end. */
public final class DemoApplication {

  private static final Logger log = LoggerFactory.getLogger(DemoApplication.class);

  private DemoApplication() {}

  public static void main(String[] arguments) {
    Parts parts = new Parts();
    Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "end-of-the-demo"));
    endWithParent();
    try {
      System.out.println(new Demo(parts, DemoPorts.of(System.getenv())).start());
    } catch (DemoException expected) {
      fail(NestedMessages.of(expected));
    } catch (RuntimeException e) {
      log.debug("The demo did not start", e);
      fail("The demo did not start: " + NestedMessages.of(e));
    }
  }

  /** A parent that was killed cannot tell its child to end. */
  private static void endWithParent() {
    if (Boolean.getBoolean("paykore.demo.ends-with-parent")) {
      ProcessHandle.current().parent().ifPresent(DemoApplication::endWith);
    }
  }

  private static void endWith(ProcessHandle parent) {
    Thread.ofPlatform()
        .daemon()
        .name("end-of-the-parent")
        .start(
            () -> {
              parent.onExit().join();
              System.exit(0);
            });
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }
}
