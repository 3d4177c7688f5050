/** Invokes the Lambda functions of a template in this process, or in a Node.js process. */
@NullMarked
package dev.tokenry.emulator.lambda;

import org.jspecify.annotations.NullMarked;
