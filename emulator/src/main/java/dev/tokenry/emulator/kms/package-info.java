/** An emulator of the KMS operations for HMAC keys. */
@NullMarked
package dev.tokenry.emulator.kms;

import org.jspecify.annotations.NullMarked;
