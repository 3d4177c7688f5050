/**
 * The calls of KMS and DynamoDB that the authorizer makes, on the AWS Common Runtime (CRT) and without the AWS SDK,
 * whose clients would be most of a cold start.
 */
@NullMarked
package dev.tokenry.authorizer.aws;

import org.jspecify.annotations.NullMarked;
