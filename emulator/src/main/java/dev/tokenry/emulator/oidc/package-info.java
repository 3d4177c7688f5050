/** OpenID providers for tests and development: people sign in without a password, and any claims can be signed. */
@NullMarked
package dev.tokenry.emulator.oidc;

import org.jspecify.annotations.NullMarked;
