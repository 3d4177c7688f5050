/** {@code POST /v2/apiTokens/bulk}. */
@NullMarked
package dev.tokenry.functions.bulk;

import org.jspecify.annotations.NullMarked;
