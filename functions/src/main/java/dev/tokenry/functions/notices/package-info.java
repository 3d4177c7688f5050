/** Sends notices about tokens to their owners. */
@NullMarked
package dev.tokenry.functions.notices;

import org.jspecify.annotations.NullMarked;
