/** Renders the manifests as an operator does and checks what they promise. */
@NullMarked
package dev.paykore.k8s;

import org.jspecify.annotations.NullMarked;
