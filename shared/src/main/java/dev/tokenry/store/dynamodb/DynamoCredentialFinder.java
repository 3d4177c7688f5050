package dev.tokenry.store.dynamodb;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.CredentialFinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a token and the user record of its owner in one call if it knows the owner from an earlier read of the token,
 * and else in two. The owner in the token that was just read decides; the remembered one only saves a call.
 */
public final class DynamoCredentialFinder implements CredentialFinder {

    private static final int MAX_REMEMBERED = 10_000;

    private final DynamoTable table;
    private final Map<TokenId, OwnerName> owners = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenId, OwnerName> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public DynamoCredentialFinder(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<Credential> find(TokenId id) {
        OwnerName owner = remembered(id);
        return owner == null ? findToken(id) : findBoth(id, owner);
    }

    private Optional<Credential> findToken(TokenId id) {
        return table.getItem(id.value())
                .flatMap(item -> TokenItem.fromItem(id, item))
                .map(this::withOwnerReadLater);
    }

    private Optional<Credential> findBoth(TokenId id, OwnerName owner) {
        String userKey = UserItem.key(owner);
        Map<String, Map<String, AttributeValue>> items = table.getTogether(List.of(id.value(), userKey));
        return Optional.ofNullable(items.get(id.value()))
                .flatMap(item -> TokenItem.fromItem(id, item))
                .map(token -> token.origin().owner().equals(owner)
                        ? new Credential(
                                token,
                                () -> Optional.ofNullable(items.get(userKey))
                                        .flatMap(item -> UserItem.fromItem(owner, item)))
                        : withOwnerReadLater(token));
    }

    private Credential withOwnerReadLater(Token token) {
        OwnerName owner = token.origin().owner();
        return new Credential(token, () -> {
            remember(token.id(), owner);
            return table.getItem(UserItem.key(owner)).flatMap(item -> UserItem.fromItem(owner, item));
        });
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
}
