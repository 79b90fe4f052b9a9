/** What is told about a request: its access line and its meters. */
@NullMarked
package dev.paykore.gateway.observability;

import org.jspecify.annotations.NullMarked;
