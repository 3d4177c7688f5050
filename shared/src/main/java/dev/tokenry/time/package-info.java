/** Parsing and formatting of dates. Depends only on the JDK and on {@code dev.tokenry.error}. */
@NullMarked
package dev.tokenry.time;

import org.jspecify.annotations.NullMarked;
