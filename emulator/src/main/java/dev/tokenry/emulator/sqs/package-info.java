/** Queues that receive what other emulated services send to them. */
@NullMarked
package dev.tokenry.emulator.sqs;

import org.jspecify.annotations.NullMarked;
