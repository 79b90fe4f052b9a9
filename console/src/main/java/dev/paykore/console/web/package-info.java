/** The pages. */
@NullMarked
package dev.paykore.console.web;

import org.jspecify.annotations.NullMarked;
