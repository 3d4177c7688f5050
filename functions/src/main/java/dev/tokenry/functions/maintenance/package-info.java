/** Disables tokens that are not used, and on demand those that violate the limits. */
@NullMarked
package dev.tokenry.functions.maintenance;

import org.jspecify.annotations.NullMarked;
