/** Reading Postgres on connections that may die without a word. */
@NullMarked
package dev.paykore.gateway.postgres;

import org.jspecify.annotations.NullMarked;
