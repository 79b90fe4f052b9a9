package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.ConfigurationFiles;

/**
 * The files that are watched.
 *
 * @param content what they said before the start read them: a change from then on is one, also
 *     while the edge still starts
 */
record FilesAtStart(ConfigurationFiles files, Fingerprint content) {

  static FilesAtStart of(ConfigurationFiles files) {
    return new FilesAtStart(files, Fingerprint.of(files));
  }

  /** The same, and the trees that the files import. */
  FilesAtStart with(ConfigTrees trees) {
    return new FilesAtStart(files, content.with(trees));
  }
}
