/** Runs the template's functions inside this process, as the Lambda service would. */
@NullMarked
package dev.tokenry.local.lambda;

import org.jspecify.annotations.NullMarked;
