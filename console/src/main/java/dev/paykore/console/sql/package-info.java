/** Reading rows and binding values that may be null. */
@NullMarked
package dev.paykore.console.sql;

import org.jspecify.annotations.NullMarked;
