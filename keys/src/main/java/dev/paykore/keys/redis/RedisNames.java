package dev.paykore.keys.redis;

import dev.paykore.keys.ApiKeyHash;

/**
 * The names of everything kept in Redis. What one script touches together shares a hash tag, so
 * that it lies in one slot of a Redis Cluster.
 */
public final class RedisNames {

  private RedisNames() {}

  /** The record of one secret, by the secret's hash. */
  public static String record(ApiKeyHash hash) {
    return "paykore:record:" + hash.hex();
  }

  /** The highest version of the key that the console has published. */
  public static String version(String keyId) {
    return "paykore:{" + keyId + "}:version";
  }

  /** The key's token bucket. */
  public static String bucket(String keyId) {
    return "paykore:{" + keyId + "}:bucket";
  }

  /**
   * A hash: the key's counts in each second of the stretch of minutes that it was last used in,
   * which began in the one that its field {@code minute} names. The names of the other hashes of
   * counts begin like this one's.
   */
  public static String usageCurrent(String keyId) {
    return "paykore:{" + keyId + "}:usage:current";
  }

  /**
   * A hash: the key's counts in each second of a stretch that is over and began in one minute,
   * counted from 1970 in UTC.
   */
  public static String usageSeconds(String keyId, long epochMinute) {
    return "paykore:{" + keyId + "}:usage:seconds:" + epochMinute;
  }

  /** A hash: the key's counts in each minute of one hour. */
  public static String usageMinutes(String keyId, long epochHour) {
    return "paykore:{" + keyId + "}:usage:minutes:" + epochHour;
  }

  /** A hash: the key's counts in each hour of one day. */
  public static String usageHours(String keyId, long epochDay) {
    return "paykore:{" + keyId + "}:usage:hours:" + epochDay;
  }

  /** A hash: when each secret of the key was last used. */
  public static String lastUsed(String keyId) {
    return "paykore:{" + keyId + "}:usage:last-used";
  }

  /**
   * The number of the last flush of one process of which a bundle with this key first was counted.
   */
  public static String flush(String keyId, String processId) {
    return "paykore:{" + keyId + "}:usage:flush:" + processId;
  }

  /** A hash: the key's requests that ended in an error of the edge, by request id. */
  public static String requests(String keyId) {
    return "paykore:{" + keyId + "}:requests";
  }

  /** A sorted set: the ids of those requests of one class by time, so that the oldest can go. */
  public static String requestTimes(String keyId, String requestClass) {
    return "paykore:{" + keyId + "}:requests:" + requestClass;
  }

  /** A set: the ids of the keys whose usage was flushed in one hour. */
  public static String activeKeys(long epochHour) {
    return "paykore:active-keys:" + epochHour;
  }
}
