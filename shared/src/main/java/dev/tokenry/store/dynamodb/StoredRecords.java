package dev.tokenry.store.dynamodb;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.StoredRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts items of any kind to records. */
final class StoredRecords {

    /** The beginnings of the keys of all records but tokens, whose keys have no {@code #}. */
    static final List<String> KINDS = List.of(
            UserItem.KEY_PREFIX,
            ProjectItem.KEY_PREFIX,
            ScopeItem.KEY_PREFIX,
            IssuerItem.KEY_PREFIX,
            TrustItem.KEY_PREFIX,
            IdentityItem.KEY_PREFIX,
            ApiRulesItem.KEY_PREFIX,
            DynamoPepperCheckValues.KEY_PREFIX,
            DynamoDeploymentStore.BOOTSTRAP_KEY_PREFIX);

    private StoredRecords() {}

    /**
     * Returns the record of an item; empty if it is of a kind that none of these records has.
     *
     * @throws dev.tokenry.error.CorruptRecordException if the item is damaged
     */
    static Optional<StoredRecord> parse(String key, Map<String, Attribute> attributes) {
        if (key.contains("#") && KINDS.stream().noneMatch(key::startsWith)) {
            return Optional.empty();
        }
        return Optional.of(parseKnown(key, attributes));
    }

    private static StoredRecord parseKnown(String key, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        if (key.startsWith(UserItem.KEY_PREFIX)) {
            OwnerName name = UserItem.nameFromKey(key).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
            return UserItem.fromItem(name, attributes)
                    .<StoredRecord>map(user -> new StoredRecord.StoredUser(key, user))
                    .orElseGet(() -> new StoredRecord.Deleted(key));
        }
        if (key.startsWith(ProjectItem.KEY_PREFIX)) {
            String name = ProjectItem.nameFromKey(key).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
            return ProjectItem.fromItem(name, attributes)
                    .<StoredRecord>map(project -> new StoredRecord.StoredProject(key, project))
                    .orElseGet(() -> new StoredRecord.Deleted(key));
        }
        if (key.startsWith(ScopeItem.KEY_PREFIX)) {
            String scopeKey = ScopeItem.scopeKeyFromKey(key).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
            return new StoredRecord.StoredScope(key, ScopeItem.fromItem(scopeKey, attributes));
        }
        if (key.startsWith(IssuerItem.KEY_PREFIX)) {
            return sealed(key, attributes, IssuerItem.fromUnverifiedItem(attributes));
        }
        if (key.startsWith(TrustItem.KEY_PREFIX)) {
            return sealed(key, attributes, TrustItem.fromUnverifiedItem(attributes));
        }
        if (key.startsWith(IdentityItem.KEY_PREFIX)) {
            return sealed(key, attributes, IdentityItem.fromUnverifiedItem(attributes));
        }
        if (key.startsWith(ApiRulesItem.KEY_PREFIX)) {
            String apiId = key.substring(ApiRulesItem.KEY_PREFIX.length());
            return ApiRulesItem.fromItem(key, attributes)
                    .<StoredRecord>map(rules -> new StoredRecord.StoredApiRules(key, apiId, rules))
                    .orElseGet(() -> new StoredRecord.Deleted(key));
        }
        if (key.startsWith(DynamoPepperCheckValues.KEY_PREFIX)) {
            return new StoredRecord.StoredCheckValue(
                    key,
                    number(key, DynamoPepperCheckValues.KEY_PREFIX, item),
                    HexFormat.of().formatHex(item.bytes(DynamoPepperCheckValues.CHECK_VALUE)));
        }
        if (key.startsWith(DynamoDeploymentStore.BOOTSTRAP_KEY_PREFIX)) {
            return new StoredRecord.StoredBootstrap(
                    key,
                    number(key, DynamoDeploymentStore.BOOTSTRAP_KEY_PREFIX, item),
                    tokenId(item.string(DynamoDeploymentStore.TOKEN_ID), item));
        }
        return TokenItem.fromItem(tokenId(key, item), attributes)
                .<StoredRecord>map(token -> new StoredRecord.StoredToken(key, token))
                .orElseGet(() -> new StoredRecord.Deleted(key));
    }

    /** @param described the record of the item, which is not damaged then; empty if it is a tombstone */
    private static StoredRecord sealed(String key, Map<String, Attribute> attributes, Optional<?> described) {
        return described.isPresent() ? SealedItem.toRecord(key, attributes) : new StoredRecord.Deleted(key);
    }

    private static int number(String key, String prefix, ItemReader item) {
        String digits = key.substring(prefix.length());
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            throw item.corrupt(DynamoTable.KEY);
        }
        return Integer.parseInt(digits);
    }

    private static TokenId tokenId(String text, ItemReader item) {
        return TokenId.parse(text).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
    }
}
