/** The JSON representation of tokens, shared by all token operations. */
@NullMarked
package dev.tokenry.functions.resource;

import org.jspecify.annotations.NullMarked;
