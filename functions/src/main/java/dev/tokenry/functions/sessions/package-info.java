/** The operation of {@code /v2/sessions}. */
@NullMarked
package dev.tokenry.functions.sessions;

import org.jspecify.annotations.NullMarked;
