/** Downstreams that are not there, too slow, or answer with anything but an answer: rows U. */
@NullMarked
package dev.paykore.gateway.faults.downstream;

import org.jspecify.annotations.NullMarked;
