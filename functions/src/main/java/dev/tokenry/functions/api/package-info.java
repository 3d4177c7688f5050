/** API Gateway in and out: one place for errors, one for JSON. */
@NullMarked
package dev.tokenry.functions.api;

import org.jspecify.annotations.NullMarked;
