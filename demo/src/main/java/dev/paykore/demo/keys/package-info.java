/** The demo's partners and keys, made anew at each start. */
@NullMarked
package dev.paykore.demo.keys;

import org.jspecify.annotations.NullMarked;
