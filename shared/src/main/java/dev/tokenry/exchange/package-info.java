/** The exchange of id tokens for tokens: which id tokens are accepted, and as what. */
@NullMarked
package dev.tokenry.exchange;

import org.jspecify.annotations.NullMarked;
