package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The read side of users for lists. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the
 * store is unavailable.
 */
public interface UserQueryStore extends NameLister<UserRow> {

    /** The number of tokens up to which the API counts the tokens of a user. */
    int MAX_COUNT = 10_000;

    /**
     * Returns the users of these names that exist, by their names, without those whose record is damaged.
     *
     * @param onDamaged receives the names of the users whose record is damaged
     */
    Map<OwnerName, User> findAll(Set<OwnerName> names, Consumer<OwnerName> onDamaged);

    /**
     * Returns how many tokens a user name owns, and how many of them are personal. The counts are eventually
     * consistent.
     *
     * @param limit the number of tokens after which counting stops
     */
    TokenCounts countTokens(OwnerName owner, int limit);
}
