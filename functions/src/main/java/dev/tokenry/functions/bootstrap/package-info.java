/** Creates the first administrator token of a deployment. */
@NullMarked
package dev.tokenry.functions.bootstrap;

import org.jspecify.annotations.NullMarked;
