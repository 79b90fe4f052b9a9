/** Lists in pages, by a cursor that stays right while rows are added. */
@NullMarked
package dev.paykore.console.paging;

import org.jspecify.annotations.NullMarked;
