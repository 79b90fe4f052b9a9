/** Where a request goes: routes from YAML, checked before the edge starts, and the catch-all. */
@NullMarked
package dev.paykore.gateway.routing;

import org.jspecify.annotations.NullMarked;
