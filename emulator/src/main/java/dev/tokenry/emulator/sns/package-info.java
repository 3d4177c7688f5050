/** An emulator of SNS that keeps what is published. */
@NullMarked
package dev.tokenry.emulator.sns;

import org.jspecify.annotations.NullMarked;
