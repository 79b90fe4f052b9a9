package dev.paykore.bench.peer;

import dev.paykore.bench.process.ChildProcess;
import dev.paykore.bench.process.ProcessorTime;
import dev.paykore.bench.process.ResidentMemory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A peer that can be called.
 *
 * @param peer which one
 * @param url where, without a path
 * @param process its process, or {@code null} if there is none of its own
 */
public record RunningPeer(Peer peer, String url, @Nullable ChildProcess process)
    implements AutoCloseable {

  /** Resident memory of all its processes in KiB. */
  public long residentKibibytes() {
    return process == null ? 0 : ResidentMemory.kibibytes(process.ids());
  }

  /** Processor time that all its processes have used so far, in µs. */
  public long processorMicros() {
    return process == null ? 0 : ProcessorTime.micros(process.ids());
  }

  /** Throws away what it has logged. */
  public void forgetOutput() {
    if (process != null) {
      process.forgetOutput();
    }
  }

  /** Tells it to end, and waits until it has. */
  public void endWithin(Duration patience) {
    if (process != null) {
      process.endWithin(patience);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
