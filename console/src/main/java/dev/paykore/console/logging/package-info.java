/** What lines look like that leave the process. */
@NullMarked
package dev.paykore.console.logging;

import org.jspecify.annotations.NullMarked;
