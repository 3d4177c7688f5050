/** Token digests: HMAC-SHA-256 keyed by a pepper that is derived in KMS. */
@NullMarked
package dev.tokenry.crypto;

import org.jspecify.annotations.NullMarked;
