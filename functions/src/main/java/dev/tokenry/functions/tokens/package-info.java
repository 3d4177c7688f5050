/** The operations of {@code /v2/apiTokens}, except the list. */
@NullMarked
package dev.tokenry.functions.tokens;

import org.jspecify.annotations.NullMarked;
