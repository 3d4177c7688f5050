/** {@code GET /v2/configuration}. */
@NullMarked
package dev.tokenry.functions.configuration;

import org.jspecify.annotations.NullMarked;
