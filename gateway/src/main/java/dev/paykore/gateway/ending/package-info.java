/** What is done when the work for a request ends, whichever way it does. */
@NullMarked
package dev.paykore.gateway.ending;

import org.jspecify.annotations.NullMarked;
