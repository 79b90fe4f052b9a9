package dev.paykore.gateway.guard.codec;

import io.netty.util.ByteProcessor;

/**
 * Looks at each byte of a head before the decoder takes lines apart, which strips some of what must
 * not be there. A head has no control characters but tabs, and no line end but CR and LF together.
 */
final class HeadScanner implements ByteProcessor {

  private static final byte DELETE = 0x7f;

  private boolean afterReturn;
  private boolean lineIsEmpty = true;
  private boolean violated;
  private boolean ended;

  /** Begins another head. */
  void reset() {
    afterReturn = false;
    lineIsEmpty = true;
    violated = false;
    ended = false;
  }

  /** Whether the head has what none may have. */
  boolean isViolated() {
    return violated;
  }

  /** Whether the empty line at the end of the head was seen. */
  boolean isEnded() {
    return ended;
  }

  /** Takes one byte, and says whether the next is of the head too. */
  @Override
  public boolean process(byte value) {
    if (value == '\n') {
      violated |= !afterReturn;
      ended = lineIsEmpty;
      lineIsEmpty = true;
    } else {
      violated |= afterReturn || isForbidden(value);
      lineIsEmpty &= value == '\r';
    }
    afterReturn = value == '\r';
    return !ended;
  }

  private static boolean isForbidden(byte value) {
    return value == DELETE || (value >= 0 && value < ' ' && value != '\t' && value != '\r');
  }
}
