/** The operations of {@code /v2/users}. */
@NullMarked
package dev.tokenry.functions.users;

import org.jspecify.annotations.NullMarked;
