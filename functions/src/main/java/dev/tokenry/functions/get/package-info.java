/** {@code GET /v2/apiTokens/{id}}. */
@NullMarked
package dev.tokenry.functions.get;

import org.jspecify.annotations.NullMarked;
