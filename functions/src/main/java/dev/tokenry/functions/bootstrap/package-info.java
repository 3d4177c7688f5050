/** The first administrator token. Without a route: IAM decides who may invoke it. */
@NullMarked
package dev.tokenry.functions.bootstrap;

import org.jspecify.annotations.NullMarked;
