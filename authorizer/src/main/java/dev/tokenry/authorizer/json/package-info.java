/** Reads and writes JSON as a stream. */
@NullMarked
package dev.tokenry.authorizer.json;

import org.jspecify.annotations.NullMarked;
