/** Decides whether an authenticated principal may do what it requests. */
@NullMarked
package dev.tokenry.authorization;

import org.jspecify.annotations.NullMarked;
