/** Creates the first administrator token of a deployment. */
@NullMarked
package dev.tokenry.functions.maintenance;

import org.jspecify.annotations.NullMarked;
