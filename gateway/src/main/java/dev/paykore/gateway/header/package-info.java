/** Names of header fields, which mean the same in upper and lower case. */
@NullMarked
package dev.paykore.gateway.header;

import org.jspecify.annotations.NullMarked;
