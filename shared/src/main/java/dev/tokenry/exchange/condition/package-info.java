/** What a trust requires of the claims of an id token. */
@NullMarked
package dev.tokenry.exchange.condition;

import org.jspecify.annotations.NullMarked;
