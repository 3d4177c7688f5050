/** The restore tool: makes a table that was restored from a backup fit to be used. */
@NullMarked
package dev.tokenry.restore;

import org.jspecify.annotations.NullMarked;
