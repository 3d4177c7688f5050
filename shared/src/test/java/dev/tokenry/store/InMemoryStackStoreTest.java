package dev.tokenry.store;

class InMemoryStackStoreTest extends StackStoreContract {

    @Override
    protected StackStore store() {
        return new InMemoryStackStore();
    }
}
