/** The OpenID providers of the local stack, and how its functions fetch their keys. */
@NullMarked
package dev.tokenry.local.issuers;

import org.jspecify.annotations.NullMarked;
