/** The operations of {@code /v2/trusts}. */
@NullMarked
package dev.tokenry.functions.trusts;

import org.jspecify.annotations.NullMarked;
