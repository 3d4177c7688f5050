/** The Lambda authorizer for REST and HTTP APIs. */
@NullMarked
package dev.tokenry.authorizer;

import org.jspecify.annotations.NullMarked;
