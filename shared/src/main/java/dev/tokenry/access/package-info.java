/** The rules that more than one function shares: issuing, authenticating, authorizing, granting. */
@NullMarked
package dev.tokenry.access;

import org.jspecify.annotations.NullMarked;
