/** Authenticates token values, records the use of tokens and migrates their digests. */
@NullMarked
package dev.tokenry.authentication;

import org.jspecify.annotations.NullMarked;
