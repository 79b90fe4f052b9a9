package dev.paykore.gateway.usage;

/** What is counted apart: a secret of a key, and a stretch of time by its first second. */
record Slot(String keyId, String secretId, long epochSecond) {

  private static final long MINUTE_SECONDS = 60;

  Slot ofItsMinute() {
    return new Slot(keyId, secretId, epochSecond - epochSecond % MINUTE_SECONDS);
  }
}
