/** Adapters that sign or send requests to AWS services without a service client. */
@NullMarked
package dev.tokenry.functions.aws;

import org.jspecify.annotations.NullMarked;
