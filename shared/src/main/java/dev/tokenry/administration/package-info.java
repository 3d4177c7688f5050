/**
 * Use cases that create, change and delete tokens, users and route rules. All writes of the management functions go
 * through this package.
 */
@NullMarked
package dev.tokenry.administration;

import org.jspecify.annotations.NullMarked;
