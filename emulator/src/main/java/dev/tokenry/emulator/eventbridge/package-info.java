/** An emulator of EventBridge that keeps the events it receives. */
@NullMarked
package dev.tokenry.emulator.eventbridge;

import org.jspecify.annotations.NullMarked;
