/** Stand-ins for the services behind the edge: wallets and transactions, sandbox and live. */
@NullMarked
package dev.paykore.demo.wallets;

import org.jspecify.annotations.NullMarked;
