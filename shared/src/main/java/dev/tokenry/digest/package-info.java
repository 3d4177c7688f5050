/** Pepper and hashing, and KMS, from which the pepper comes. */
@NullMarked
package dev.tokenry.digest;

import org.jspecify.annotations.NullMarked;
