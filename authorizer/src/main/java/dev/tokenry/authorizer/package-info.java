/**
 * The Lambda authorizer for REST and HTTP APIs. What each first request runs is written without lambdas, streams,
 * regular expressions and other code for which the JVM would load classes: see docs/decisions/0064.
 */
@NullMarked
package dev.tokenry.authorizer;

import org.jspecify.annotations.NullMarked;
