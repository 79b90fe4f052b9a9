/** The REST API under /api/v1, with problem details for every error. */
@NullMarked
package dev.paykore.console.api;

import org.jspecify.annotations.NullMarked;
