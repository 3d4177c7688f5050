/** The operation of {@code /v2/signIn}. */
@NullMarked
package dev.tokenry.functions.signin;

import org.jspecify.annotations.NullMarked;
