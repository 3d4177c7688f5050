/** Parsing and formatting of dates. Depends on the JDK and on the errors alone. */
@NullMarked
package dev.tokenry.time;

import org.jspecify.annotations.NullMarked;
