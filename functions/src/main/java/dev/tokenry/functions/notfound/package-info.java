/** Every path and method that no other route takes. */
@NullMarked
package dev.tokenry.functions.notfound;

import org.jspecify.annotations.NullMarked;
