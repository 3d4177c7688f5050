/** Handlers that the authorizer is compared with. */
@NullMarked
package dev.tokenry.benchmarks.stacks;

import org.jspecify.annotations.NullMarked;
