/**
 * The one way in which the console changes anything: change, audit event and outbox in one
 * transaction.
 */
@NullMarked
package dev.paykore.console.change;

import org.jspecify.annotations.NullMarked;
