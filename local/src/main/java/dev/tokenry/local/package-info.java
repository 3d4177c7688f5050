/** The local stack: Tokenry on the emulator, started by one command. */
@NullMarked
package dev.tokenry.local;

import org.jspecify.annotations.NullMarked;
