/** The local stack: one command starts everything that template.yaml describes, on this machine. */
@NullMarked
package dev.tokenry.local;

import org.jspecify.annotations.NullMarked;
