package dev.paykore.gateway.guard.overload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own, that takes buffers of Netty until there is no more memory for them, and
 * prints how full that memory was just before, how many bytes of it there may be, and how many
 * buffers it was enough for.
 */
final class FullDirectMemory {

  private static final int BUFFER_BYTES = 64 * 1024;

  private FullDirectMemory() {}

  public static void main(String[] arguments) {
    DirectMemory memory = new DirectMemory();
    List<ByteBuf> taken = new ArrayList<>();
    int percent = 0;
    try {
      while (true) {
        percent = memory.percent();
        taken.add(ByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES));
      }
    } catch (OutOfMemoryError full) {
      System.out.println(percent + " " + memory.limitBytes() + " " + taken.size());
    }
  }
}
