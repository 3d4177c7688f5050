/** {@code GET /console/…}: the web console, which the build made of {@code console/}. */
@NullMarked
package dev.tokenry.functions.console;

import org.jspecify.annotations.NullMarked;
