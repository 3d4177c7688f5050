/** The composition root; each endpoint has a package of its own below. */
@NullMarked
package dev.tokenry.functions;

import org.jspecify.annotations.NullMarked;
