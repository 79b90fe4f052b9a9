/** How long the pure pieces of the edge take: no network, no store. */
@NullMarked
package dev.paykore.bench.micro;

import org.jspecify.annotations.NullMarked;
