/** Reads the SAM template and gives typed views of what the local stack needs of it. */
@NullMarked
package dev.tokenry.local.template;

import org.jspecify.annotations.NullMarked;
