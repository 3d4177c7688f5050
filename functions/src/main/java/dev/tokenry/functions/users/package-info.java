/** {@code /v2/users}: the people that tokens are assigned to. */
@NullMarked
package dev.tokenry.functions.users;

import org.jspecify.annotations.NullMarked;
