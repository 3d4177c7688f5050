/** The response to unknown paths and methods. */
@NullMarked
package dev.tokenry.functions.notfound;

import org.jspecify.annotations.NullMarked;
