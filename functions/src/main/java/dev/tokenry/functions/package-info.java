/** The composition root of the Lambda functions. */
@NullMarked
package dev.tokenry.functions;

import org.jspecify.annotations.NullMarked;
