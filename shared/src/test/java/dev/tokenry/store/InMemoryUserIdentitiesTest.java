package dev.tokenry.store;

class InMemoryUserIdentitiesTest extends UserIdentitiesContract {

    @Override
    protected Stores stores() {
        InMemoryUserStore users = new InMemoryUserStore(new InMemoryTokenStore());
        return new Stores(users, users);
    }
}
