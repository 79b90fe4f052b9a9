/** What a request presents as its key, before anybody asks whether it is one. */
@NullMarked
package dev.paykore.gateway.credential;

import org.jspecify.annotations.NullMarked;
