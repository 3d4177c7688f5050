package dev.tokenry.store;

class InMemoryAuditEventStoreTest extends AuditEventStoreContract {

    @Override
    protected AuditEventStore store() {
        return new InMemoryAuditEventStore();
    }
}
