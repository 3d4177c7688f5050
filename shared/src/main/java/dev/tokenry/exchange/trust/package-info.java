/** The records of the exchange: issuers, and trusts, which say what an id token is exchanged for. */
@NullMarked
package dev.tokenry.exchange.trust;

import org.jspecify.annotations.NullMarked;
