/** {@code GET /v2/apiTokens}. */
@NullMarked
package dev.tokenry.functions.tokens.list;

import org.jspecify.annotations.NullMarked;
