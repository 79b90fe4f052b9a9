/**
 * Reading rows, binding values that may be null, beginning transactions, and ending connections
 * that are dead.
 */
@NullMarked
package dev.paykore.console.sql;

import org.jspecify.annotations.NullMarked;
