/** The public keys of issuers: how they are fetched, cached and used. */
@NullMarked
package dev.tokenry.exchange.keys;

import org.jspecify.annotations.NullMarked;
