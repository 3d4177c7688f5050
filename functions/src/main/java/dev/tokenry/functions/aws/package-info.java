/** Sends requests to AWS without a service client. */
@NullMarked
package dev.tokenry.functions.aws;

import org.jspecify.annotations.NullMarked;
