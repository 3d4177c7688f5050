/** API Gateway's custom authorizer. Lean: no databind, no event classes, no reflection. */
@NullMarked
package dev.tokenry.functions.authorize;

import org.jspecify.annotations.NullMarked;
