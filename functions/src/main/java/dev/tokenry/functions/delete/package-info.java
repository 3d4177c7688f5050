/** {@code DELETE /v2/apiTokens/{id}}. */
@NullMarked
package dev.tokenry.functions.delete;

import org.jspecify.annotations.NullMarked;
