/** An emulator of SES that keeps the messages it would send. */
@NullMarked
package dev.tokenry.emulator.ses;

import org.jspecify.annotations.NullMarked;
