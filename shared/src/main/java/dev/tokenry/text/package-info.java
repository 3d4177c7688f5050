/** Text of any language: what is visible, and what is equal whatever the case. Depends on the JDK alone. */
@NullMarked
package dev.tokenry.text;

import org.jspecify.annotations.NullMarked;
