/** The Lambda authorizer for REST and HTTP APIs. */
@NullMarked
package dev.tokenry.functions.authorizer;

import org.jspecify.annotations.NullMarked;
