/** The Lambda authorizer. */
@NullMarked
package dev.tokenry.functions.authorizer;

import org.jspecify.annotations.NullMarked;
