package dev.tokenry.store.dynamodb;

import dev.tokenry.crypto.Pepper;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table with one token. It is in this package because the names of attributes are. */
public final class TrainingItems {

    private static final String OWNER = "training";
    private static final Instant CREATED_AT = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Scopes SCOPES = Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS);

    private TrainingItems() {}

    /**
     * Returns items by their keys: a personal token whose use is not recorded yet, its owner, the check value of the
     * pepper, and the rules of an API.
     */
    public static Map<String, Map<String, Attribute>> of(PresentedToken presented, Pepper pepper, String apiId) {
        Token token = new Token(
                presented.id(),
                new TokenOrigin(OWNER, OWNER, null, true, CREATED_AT),
                new TokenSettings("Training", null, true, SCOPES, null, null),
                new SecretDigests(pepper.digest(presented.id(), presented.secret()), null, null, CREATED_AT),
                null,
                Token.FIRST_VERSION);
        User owner = new User(OWNER, null, null, true, SCOPES, true, 1);
        ApiRules rules = new ApiRules(List.of("GET /orders/{id} authenticated"), Duration.ZERO, true);
        Map<String, Map<String, Attribute>> items = new HashMap<>();
        put(items, token.id().value(), TokenItem.fullItem(token, Duration.ofDays(90)));
        put(items, UserItem.key(owner.name()), UserItem.fullItem(owner));
        put(
                items,
                DynamoPepperCheckValues.KEY_PREFIX + pepper.version(),
                new ItemBuilder().bytes(DynamoPepperCheckValues.CHECK_VALUE, pepper.checkValue()));
        put(items, ApiRulesItem.key(apiId), ApiRulesItem.of(rules));
        return items;
    }

    private static void put(Map<String, Map<String, Attribute>> items, String key, ItemBuilder builder) {
        Map<String, Attribute> item = new HashMap<>(builder.item());
        item.put(ItemTable.KEY, Attribute.fromS(key));
        item.put(DynamoTable.NONCE, Attribute.fromS("training"));
        items.put(key, item);
    }
}
