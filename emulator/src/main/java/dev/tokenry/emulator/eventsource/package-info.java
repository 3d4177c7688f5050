/** Event source mappings of Lambda: functions that receive the records of streams. */
@NullMarked
package dev.tokenry.emulator.eventsource;

import org.jspecify.annotations.NullMarked;
