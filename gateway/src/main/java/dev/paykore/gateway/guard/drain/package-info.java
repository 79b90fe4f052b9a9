/** How clients are let go before the server stops, so that none of their requests is lost. */
@NullMarked
package dev.paykore.gateway.guard.drain;

import org.jspecify.annotations.NullMarked;
