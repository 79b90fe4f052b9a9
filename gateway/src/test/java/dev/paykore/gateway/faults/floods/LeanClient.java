package dev.paykore.gateway.faults.floods;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that does as little as it can: it writes bytes that were made before, and reads on until
 * so many answers have come. It measures that, so it needs a thread of the platform.
 */
final class LeanClient implements AutoCloseable {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)\\r\\ncontent-length: (\\d+)\\r\\n");
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final Socket socket;
  private final byte[] received = new byte[1 << 16];
  private int length;
  private long computedNanos;

  LeanClient(int port, InetAddress from) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends requests and reads so many answers; gives them as they came. */
  byte[] exchange(byte[] requests, int answers) throws IOException {
    long before = THREADS.getCurrentThreadCpuTime();
    socket.getOutputStream().write(requests);
    length = 0;
    int end = 0;
    for (int i = 0; i < answers; i++) {
      end = receiveAnswer(end);
    }
    computedNanos += THREADS.getCurrentThreadCpuTime() - before;
    return Arrays.copyOf(received, end);
  }

  /** What this has taken of a processor, kernel included. */
  long computedNanos() {
    return computedNanos;
  }

  /** Gives the index behind an answer that begins at one. */
  private int receiveAnswer(int begin) throws IOException {
    int end = endOf(begin);
    while (end < 0 || end > length) {
      int more = socket.getInputStream().read(received, length, received.length - length);
      if (more <= 0) {
        throw new EOFException("the connection ended within an answer");
      }
      length += more;
      end = endOf(begin);
    }
    return end;
  }

  private int endOf(int begin) {
    String text = new String(received, begin, length - begin, StandardCharsets.ISO_8859_1);
    int endOfHead = text.indexOf(END_OF_HEAD);
    if (endOfHead < 0) {
      return -1;
    }
    Matcher bodyLength = LENGTH.matcher(text);
    if (!bodyLength.find()) {
      throw new AssertionError("no length: " + text);
    }
    return begin + endOfHead + END_OF_HEAD.length() + Integer.parseInt(bodyLength.group(1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
