/** The language of {@code apiTokenSelector}: criteria that a token must all meet. */
@NullMarked
package dev.tokenry.functions.list.selector;

import org.jspecify.annotations.NullMarked;
