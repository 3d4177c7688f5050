/** {@code POST /v2/apiTokens/{id}/regenerate}. */
@NullMarked
package dev.tokenry.functions.regenerate;

import org.jspecify.annotations.NullMarked;
