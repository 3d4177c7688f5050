/** Emulates the AWS services that a SAM template uses, on one machine. */
@NullMarked
package dev.tokenry.emulator;

import org.jspecify.annotations.NullMarked;
