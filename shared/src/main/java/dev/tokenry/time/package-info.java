/** Parsing and formatting of dates. Depends only on the JDK, {@code dev.tokenry.error} and {@code dev.tokenry.text}. */
@NullMarked
package dev.tokenry.time;

import org.jspecify.annotations.NullMarked;
