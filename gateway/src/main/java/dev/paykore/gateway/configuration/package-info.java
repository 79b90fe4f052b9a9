/**
 * Whether what an operator has written is right: every group of properties by its name, type and
 * bounds. It works on any environment, that of a running edge as that of a candidate.
 */
@NullMarked
package dev.paykore.gateway.configuration;

import org.jspecify.annotations.NullMarked;
