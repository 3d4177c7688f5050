/** JSON and base64url without the spellings that readers of one text could understand differently. */
@NullMarked
package dev.tokenry.exchange.encoding;

import org.jspecify.annotations.NullMarked;
