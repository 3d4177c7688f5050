/** Errors that a caller of the API can receive, and the constraint violations of a request. */
@NullMarked
package dev.tokenry.error;

import org.jspecify.annotations.NullMarked;
