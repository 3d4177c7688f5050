package dev.tokenry.model;

import java.time.Instant;

/**
 * Who changes a record, by which operation and when. Each record keeps the stamp of its last change, which the table's stream
 * then contains.
 */
public record ChangeStamp(Operation operation, Actor actor, Instant at) {}
