/** {@code GET /v2/openapi.json}. */
@NullMarked
package dev.tokenry.functions.openapi;

import org.jspecify.annotations.NullMarked;
