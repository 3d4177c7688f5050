/** Authenticates a token value, and records the use of the token. */
@NullMarked
package dev.tokenry.authentication;

import org.jspecify.annotations.NullMarked;
