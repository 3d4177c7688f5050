/** Calls of AWS services. */
@NullMarked
package dev.tokenry.aws;

import org.jspecify.annotations.NullMarked;
