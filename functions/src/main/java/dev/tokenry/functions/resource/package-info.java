/** The JSON representation of tokens, and the metric of key fetches, which several operations share. */
@NullMarked
package dev.tokenry.functions.resource;

import org.jspecify.annotations.NullMarked;
