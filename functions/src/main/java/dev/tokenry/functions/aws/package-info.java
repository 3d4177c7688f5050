/** CloudFormation's custom resources: their requests and responses, without a service client. */
@NullMarked
package dev.tokenry.functions.aws;

import org.jspecify.annotations.NullMarked;
