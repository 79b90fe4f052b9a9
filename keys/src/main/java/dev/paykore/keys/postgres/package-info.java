/**
 * The truth about keys: reading the edge's one view, and changing keys under their partner's
 * version.
 */
@NullMarked
package dev.paykore.keys.postgres;

import org.jspecify.annotations.NullMarked;
