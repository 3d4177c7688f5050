package dev.tokenry.store;

class InMemoryNoticeStoreTest extends NoticeStoreContract {

    @Override
    protected Stores stores() {
        InMemoryTokenStore tokens = new InMemoryTokenStore();
        return new Stores(tokens, new InMemoryNoticeStore(tokens));
    }
}
