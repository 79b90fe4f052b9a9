/**
 * What breaks and what attacks, row by row as {@code docs/reliability.md} numbers them: each row
 * runs short with all other tests, and in full length with {@code ./mvnw verify -Pfaults}, which
 * writes down what was seen.
 */
@NullMarked
package dev.paykore.gateway.faults;

import org.jspecify.annotations.NullMarked;
