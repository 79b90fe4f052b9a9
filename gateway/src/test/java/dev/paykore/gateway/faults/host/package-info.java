/** What breaks around the process: its output, memory, files, processor, clock, start and stop. */
@NullMarked
package dev.paykore.gateway.faults.host;

import org.jspecify.annotations.NullMarked;
