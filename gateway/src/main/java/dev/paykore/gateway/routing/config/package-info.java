/** Routes as an operator writes them: read from YAML, and checked as a whole. */
@NullMarked
package dev.paykore.gateway.routing.config;

import org.jspecify.annotations.NullMarked;
