/** {@code POST /v2/apiTokens/lookup}. */
@NullMarked
package dev.tokenry.functions.lookup;

import org.jspecify.annotations.NullMarked;
