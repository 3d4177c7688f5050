/** The rules of the APIs that attach the authorizer: given by IAM invocation, or by CloudFormation. */
@NullMarked
package dev.tokenry.functions.rules;

import org.jspecify.annotations.NullMarked;
