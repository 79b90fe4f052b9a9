/** What a process writes while all else breaks or attacks holds no key material: invariant I9. */
@NullMarked
package dev.paykore.gateway.faults.leaks;

import org.jspecify.annotations.NullMarked;
