/** What each key has used: counted in the process, sent to Redis together about once a second. */
@NullMarked
package dev.paykore.gateway.usage;

import org.jspecify.annotations.NullMarked;
