/** Measures what docs/performance.md lists. */
@NullMarked
package dev.tokenry.benchmarks;

import org.jspecify.annotations.NullMarked;
