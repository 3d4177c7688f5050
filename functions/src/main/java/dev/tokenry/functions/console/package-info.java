/** The web console. */
@NullMarked
package dev.tokenry.functions.console;

import org.jspecify.annotations.NullMarked;
