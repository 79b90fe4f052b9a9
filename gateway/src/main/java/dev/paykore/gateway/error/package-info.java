/** What the edge answers when it answers itself: stable codes, one JSON envelope, one writer. */
@NullMarked
package dev.paykore.gateway.error;

import org.jspecify.annotations.NullMarked;
