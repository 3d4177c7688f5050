/** {@code PUT /v2/apiTokens/{id}}. */
@NullMarked
package dev.tokenry.functions.update;

import org.jspecify.annotations.NullMarked;
