/** The words of the product: tokens, their ids, secrets and scopes. Knows the JDK and nothing else. */
@NullMarked
package dev.tokenry.token;

import org.jspecify.annotations.NullMarked;
