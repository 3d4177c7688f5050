/** The web console in a real browser. */
@NullMarked
package dev.tokenry.local.browser;

import org.jspecify.annotations.NullMarked;
