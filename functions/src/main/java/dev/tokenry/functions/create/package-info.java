/** {@code POST /v2/apiTokens}. */
@NullMarked
package dev.tokenry.functions.create;

import org.jspecify.annotations.NullMarked;
