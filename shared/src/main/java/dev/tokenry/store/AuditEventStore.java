package dev.tokenry.store;

import dev.tokenry.audit.EventSink;

/** Keeps audit events. Nothing changes or deletes one; those that are older than the retention are purged. */
public interface AuditEventStore extends EventSink, AuditEventFinder {}
