package dev.tokenry.emulator.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event on a bus.
 *
 * @param number grows with each event of the run
 * @param event the event as EventBridge delivers it to targets
 */
public record PublishedEvent(long number, String bus, JsonNode event) {}
