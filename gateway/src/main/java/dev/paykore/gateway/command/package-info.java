/** What the edge's jar does besides serving: check a configuration, and explain where it leads. */
@NullMarked
package dev.paykore.gateway.command;

import org.jspecify.annotations.NullMarked;
