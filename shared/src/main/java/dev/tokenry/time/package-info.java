/** Dates as callers write them and as answers show them. Knows the JDK and nothing else. */
@NullMarked
package dev.tokenry.time;

import org.jspecify.annotations.NullMarked;
