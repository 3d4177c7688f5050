/** The token endpoint (RFC 6749, section 3.2): exchanges id tokens for tokens (RFC 8693). */
@NullMarked
package dev.tokenry.functions.exchange;

import org.jspecify.annotations.NullMarked;
