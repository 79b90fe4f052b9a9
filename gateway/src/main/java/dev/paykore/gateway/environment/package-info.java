/** Which of the two worlds a route belongs to: a test key never reaches live, nor the reverse. */
@NullMarked
package dev.paykore.gateway.environment;

import org.jspecify.annotations.NullMarked;
