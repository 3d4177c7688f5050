package dev.tokenry.functions.events;

import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for a page of events.
 *
 * @param after the position of the event that the page follows; null for the first page
 */
record EventListRequest(
        AuditEventQuery query, int pageSize, @Nullable IndexPosition after) {}
