/** Rows P: Postgres away, hung, slow, full, failed over, or with rows that make no sense. */
@NullMarked
package dev.paykore.gateway.faults.postgres;

import org.jspecify.annotations.NullMarked;
