/** The store interfaces and the results of reads and writes. */
@NullMarked
package dev.tokenry.store;

import org.jspecify.annotations.NullMarked;
