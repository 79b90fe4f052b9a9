/** The users of the stores: each may do what its program needs, and nothing else. */
@NullMarked
package dev.paykore.k8s.stores;

import org.jspecify.annotations.NullMarked;
