package dev.paykore.gateway.reload;

import java.util.List;

/** What became of changed files. */
sealed interface ReloadResult {

  /**
   * The edge serves with them.
   *
   * @param takesRestart the edge's groups and the libraries' properties that have changed and are
   *     only read at a start
   */
  record Applied(List<String> takesRestart) implements ReloadResult {}

  /**
   * The edge goes on with what it had.
   *
   * @param problems one line each
   */
  record Refused(List<String> problems) implements ReloadResult {}
}
