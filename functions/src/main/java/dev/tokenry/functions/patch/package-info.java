/** {@code PATCH /v2/apiTokens/{id}}. */
@NullMarked
package dev.tokenry.functions.patch;

import org.jspecify.annotations.NullMarked;
