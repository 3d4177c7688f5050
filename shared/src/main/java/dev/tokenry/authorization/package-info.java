/** Decides whether an authenticated principal is allowed to make a request. */
@NullMarked
package dev.tokenry.authorization;

import org.jspecify.annotations.NullMarked;
