/** The AWS services that the stack stands on, on this machine: DynamoDB Local, and stand-ins for KMS and S3. */
@NullMarked
package dev.tokenry.local.aws;

import org.jspecify.annotations.NullMarked;
