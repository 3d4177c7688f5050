/** {@code /v2/scopes}. */
@NullMarked
package dev.tokenry.functions.scopes;

import org.jspecify.annotations.NullMarked;
