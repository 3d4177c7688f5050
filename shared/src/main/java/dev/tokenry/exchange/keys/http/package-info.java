/** Fetching key sets over HTTPS: the only connections to hosts that are not services of AWS. */
@NullMarked
package dev.tokenry.exchange.keys.http;

import org.jspecify.annotations.NullMarked;
