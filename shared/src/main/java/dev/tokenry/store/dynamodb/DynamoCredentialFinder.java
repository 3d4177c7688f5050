package dev.tokenry.store.dynamodb;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import dev.tokenry.store.CredentialFinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a token and the user record of its owner in one call if it knows the owner from an earlier read of the token,
 * and else in two. The owner in the token that was just read decides; the remembered one only saves a call.
 *
 * <p>The work until the secret is verified does not tell whether the id is known: there is always one call with two
 * keys, and one item is parsed as a token.
 */
public final class DynamoCredentialFinder implements CredentialFinder {

    private static final int MAX_REMEMBERED = 10_000;

    private final ItemTable table;
    private final DynamoPepperCheckValues checkValues;
    private final BiFunction<TokenId, Map<String, Attribute>, Optional<Token>> parser;
    private final Map<String, Attribute> decoy = DecoyToken.item();
    private final Map<TokenId, OwnerName> owners = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenId, OwnerName> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public DynamoCredentialFinder(ItemTable table) {
        this(table, DynamoPepperCheckValues.of(table));
    }

    /** Creates a finder that reads a check value together with the first token, if that is wanted. */
    public DynamoCredentialFinder(ItemTable table, DynamoPepperCheckValues checkValues) {
        this(table, checkValues, new ItemParser());
    }

    /** Creates a finder with a parser for tokens that counts its calls, for tests. */
    DynamoCredentialFinder(
            ItemTable table,
            DynamoPepperCheckValues checkValues,
            BiFunction<TokenId, Map<String, Attribute>, Optional<Token>> parser) {
        this.table = table;
        this.checkValues = checkValues;
        this.parser = parser;
    }

    @Override
    public Optional<Credential> find(TokenId id) {
        OwnerName owner = remembered(id);
        String userKey = owner == null ? keyOfNoUser(id) : UserItem.key(owner);
        Map<String, Map<String, Attribute>> items = checkValues.readWith(List.of(id.value(), userKey));
        Map<String, Attribute> item = items.get(id.value());
        Optional<Token> found = item == null ? Optional.empty() : parser.apply(id, item);
        if (found.isEmpty()) {
            Optional<Token> _ = parser.apply(DecoyToken.ID, decoy);
            return Optional.empty();
        }
        Token token = found.get();
        boolean ownerIsRead = UserItem.key(token.origin().owner()).equals(userKey);
        return Optional.of(new Credential(
                token, ownerIsRead ? new OwnerOf(token, items.get(userKey)) : new OwnerReadLater(token)));
    }

    /**
     * Returns a key like that of a user, which is none because no name begins with a point. It differs for each token:
     * if it were one key, reads of unknown tokens could exceed the throughput of its partition, and stop known ones.
     */
    private static String keyOfNoUser(TokenId id) {
        return UserItem.KEY_PREFIX + "." + id.value();
    }

    private @Nullable OwnerName remembered(TokenId id) {
        synchronized (owners) {
            return owners.get(id);
        }
    }

    private void remember(TokenId id, OwnerName owner) {
        synchronized (owners) {
            owners.put(id, owner);
        }
    }

    private static final class ItemParser implements BiFunction<TokenId, Map<String, Attribute>, Optional<Token>> {

        @Override
        public Optional<Token> apply(TokenId id, Map<String, Attribute> item) {
            return TokenItem.fromItem(id, item);
        }
    }

    /**
     * The owner of a token whose item was read with the token.
     *
     * @param item the item of the owner, null if there is none
     */
    private record OwnerOf(Token token, @Nullable Map<String, Attribute> item) implements Supplier<Optional<User>> {

        @Override
        public Optional<User> get() {
            return item == null
                    ? Optional.empty()
                    : UserItem.fromItem(token.origin().owner(), item);
        }
    }

    /** The owner of a token, which is read when it is needed. */
    private final class OwnerReadLater implements Supplier<Optional<User>> {

        private final Token token;

        OwnerReadLater(Token token) {
            this.token = token;
        }

        @Override
        public Optional<User> get() {
            OwnerName owner = token.origin().owner();
            remember(token.id(), owner);
            return new OwnerOf(token, table.getItem(UserItem.key(owner)).orElse(null)).get();
        }
    }
}
