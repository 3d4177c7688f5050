/** {@code GET /v2/configuration}, and the check of the limits at deployment: {@code Custom::TokenryLimits}. */
@NullMarked
package dev.tokenry.functions.configuration;

import org.jspecify.annotations.NullMarked;
