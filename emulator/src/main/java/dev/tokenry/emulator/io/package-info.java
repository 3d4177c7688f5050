/** Files, locks, signatures and the loopback HTTP server that the emulated services share. */
@NullMarked
package dev.tokenry.emulator.io;

import org.jspecify.annotations.NullMarked;
