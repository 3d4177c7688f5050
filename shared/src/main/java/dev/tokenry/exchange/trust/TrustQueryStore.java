package dev.tokenry.exchange.trust;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import org.jspecify.annotations.Nullable;

/**
 * Lists and counts trusts. Which trusts there are is eventually consistent: one that was written a moment ago may be
 * missing. The trusts of a page are read from the table, and are as they are now. Every method throws
 * {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable.
 */
public interface TrustQueryStore {

    /**
     * Returns one page of trusts in the order of their names, damaged ones among them.
     *
     * @param after the position after which the page starts, or null for the first page
     * @param limit the maximum number of trusts on the page, at least 1
     */
    NamePage<TrustRow> listByName(TrustFilter filter, @Nullable IndexPosition after, int limit);

    /**
     * Returns the number of trusts, damaged ones among them. Two requests at one time do not count the trusts of each
     * other: a limit can be exceeded by as many, and a trust can be left that names an issuer or owner that is deleted
     * in between. It gives no token then, because it has the ids of both.
     *
     * @param limit the number of trusts after which counting stops
     */
    int count(TrustFilter filter, int limit);
}
