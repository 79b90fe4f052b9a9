/** The edge: what it is made of, and in which order a request meets it. */
@NullMarked
package dev.paykore.gateway;

import org.jspecify.annotations.NullMarked;
