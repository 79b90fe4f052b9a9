package dev.paykore.gateway.routing.config;

/** A text whose characters may be looked at only so often. Of one thread. */
final class CountedText implements CharSequence {

  private final String text;
  private int looksLeft;

  CountedText(String text, int looks) {
    this.text = text;
    this.looksLeft = looks;
  }

  /**
   * @throws TooManyLooksException after the last one that is allowed
   */
  @Override
  public char charAt(int index) {
    if (--looksLeft < 0) {
      throw new TooManyLooksException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** It was looked at more often than that. */
  static final class TooManyLooksException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyLooksException() {
      super(null, null, false, false);
    }
  }
}
