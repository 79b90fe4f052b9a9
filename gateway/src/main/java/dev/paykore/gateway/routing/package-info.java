/** Where a request goes: routes from YAML, their check, and the way downstream. */
@NullMarked
package dev.paykore.gateway.routing;

import org.jspecify.annotations.NullMarked;
