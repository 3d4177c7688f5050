/** {@code GET /v2/apiTokens}. */
@NullMarked
package dev.tokenry.functions.list;

import org.jspecify.annotations.NullMarked;
