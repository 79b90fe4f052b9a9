/** How the cost of a request grows with keys, routes, instances and idle connections. */
@NullMarked
package dev.paykore.bench.growth;

import org.jspecify.annotations.NullMarked;
