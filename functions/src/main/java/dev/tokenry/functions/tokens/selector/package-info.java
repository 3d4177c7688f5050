/** The grammar of {@code apiTokenSelector}. */
@NullMarked
package dev.tokenry.functions.tokens.selector;

import org.jspecify.annotations.NullMarked;
