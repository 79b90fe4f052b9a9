/** Reading rows, binding values that may be null, and beginning transactions. */
@NullMarked
package dev.paykore.console.sql;

import org.jspecify.annotations.NullMarked;
