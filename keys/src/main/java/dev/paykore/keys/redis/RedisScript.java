package dev.paykore.keys.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A Lua script that is called by its digest, and sent whole once to a server that does not know it
 * (after a restart, a failover or a flush of its scripts).
 */
public final class RedisScript {

  private final String source;
  private final String sha1;
  private final ScriptOutputType outputType;

  private RedisScript(String source, ScriptOutputType outputType) {
    this.source = source;
    this.sha1 = sha1(source);
    this.outputType = outputType;
  }

  /**
   * Loads a script that lies beside a class.
   *
   * @throws UncheckedIOException if the resource cannot be read
   */
  public static RedisScript besides(Class<?> owner, String name, ScriptOutputType outputType) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no script %s beside %s".formatted(name, owner));
      }
      return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8), outputType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the script on its keys, all of one slot; the type of the answer is the script's own. */
  public <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, String> redis, String[] keys, String... arguments) {
    CompletionStage<T> known = redis.evalsha(sha1, outputType, keys, arguments);
    return known.exceptionallyCompose(
        error ->
            isUnknownScript(error)
                ? redis.<T>eval(source, outputType, keys, arguments)
                : CompletableFuture.failedFuture(error));
  }

  private static boolean isUnknownScript(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof RedisNoScriptException;
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
