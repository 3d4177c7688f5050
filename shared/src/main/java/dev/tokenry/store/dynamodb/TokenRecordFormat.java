package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenLifecycle;

/**
 * The format of a token's item: which of the attributes that restrict the token it must have, and whether its secret
 * leaked. A release that does not know such an attribute does not know when the token must not work, and so has to
 * reject it; all other tokens keep the first format. For the same reason, an item that lacks an attribute of its format
 * is damaged.
 */
final class TokenRecordFormat {

    private static final long FIRST = 1;

    // Added to the first format.
    private static final long USER_ID = 1;
    private static final long ALLOWED_IPS = 2;
    private static final long LEAKED = 4;
    private static final long EXCHANGED = 8;

    /** The highest format that this release knows. */
    static final long LATEST = FIRST + USER_ID + ALLOWED_IPS + LEAKED + EXCHANGED;

    private TokenRecordFormat() {}

    /** Returns the format of a tombstone, which has no such attributes. */
    static long ofTombstone() {
        return FIRST;
    }

    static long of(Token token) {
        return FIRST
                + (token.origin().userId() == null ? 0 : USER_ID)
                + (token.settings().allowedIps().isRestricted() ? ALLOWED_IPS : 0)
                + (token.isLeaked() ? LEAKED : 0)
                + (token.origin().isExchanged() ? EXCHANGED : 0);
    }

    /** Returns the format of an item. */
    static long read(ItemReader item) {
        return item.requireVersion(LATEST);
    }

    /** Requires the attributes of a format. */
    static void require(ItemReader item, long format) {
        if (((format - FIRST) & USER_ID) != 0) {
            // Without its user id, the token would work after the user is deleted.
            item.string(TokenItem.USER_ID);
        }
        if (((format - FIRST) & ALLOWED_IPS) != 0) {
            item.bytes(TokenItem.ALLOWED_IPS);
        }
        boolean exchanged = ((format - FIRST) & EXCHANGED) != 0;
        if (exchanged != item.has(TokenItem.TRUST)) {
            // Without its trust, the token of a job could write.
            throw item.corrupt(TokenItem.TRUST);
        }
        if (exchanged) {
            item.string(TokenItem.SUBJECT);
        }
        boolean leaked = ((format - FIRST) & LEAKED) != 0;
        if (leaked != TokenLifecycle.LEAKED.equals(item.stringOrNull(TokenItem.DISABLED_REASON))) {
            throw item.corrupt(TokenItem.DISABLED_REASON);
        }
        if (leaked && item.bool(TokenItem.ENABLED)) {
            // Enabled by hand: the secret that leaked must not work again.
            throw item.corrupt(TokenItem.ENABLED);
        }
    }
}
