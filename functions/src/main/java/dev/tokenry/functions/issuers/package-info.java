/** The operations of {@code /v2/issuers}. */
@NullMarked
package dev.tokenry.functions.issuers;

import org.jspecify.annotations.NullMarked;
