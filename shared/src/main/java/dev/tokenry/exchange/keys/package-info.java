/** What issuers publish, their keys and endpoints: how it is fetched, cached and used. */
@NullMarked
package dev.tokenry.exchange.keys;

import org.jspecify.annotations.NullMarked;
