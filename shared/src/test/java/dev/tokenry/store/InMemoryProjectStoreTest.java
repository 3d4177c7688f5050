package dev.tokenry.store;

class InMemoryProjectStoreTest extends ProjectStoreContract {

    @Override
    protected Stores stores() {
        InMemoryTokenStore tokens = new InMemoryTokenStore();
        InMemoryProjectStore projects = new InMemoryProjectStore();
        return new Stores(tokens, tokens, projects, projects, projects);
    }
}
