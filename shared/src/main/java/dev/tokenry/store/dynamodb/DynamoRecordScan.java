package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.RecordScan;
import dev.tokenry.store.StoredRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Scans a table in DynamoDB, strongly consistent. */
public final class DynamoRecordScan implements RecordScan {

    /** Names, idempotency keys, templates and uses of scopes authorize nothing: a restored table keeps its own. */
    private static final List<String> NOT_SCANNED = List.of(
            NameReservation.KEY_PREFIX,
            DynamoIdempotencyStore.KEY_PREFIX,
            ScopeTemplateItem.KEY_PREFIX,
            ScopeUseItem.KEY_PREFIX);

    private final DynamoTable table;

    public DynamoRecordScan(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public void forEach(Consumer<StoredRecord> consumer) {
        table.queries().scanPages(item -> parse(DynamoTable.keyOf(item), item).ifPresent(consumer));
    }

    /** Returns the record of an item, or empty if it is none that the interface names. */
    private static Optional<StoredRecord> parse(String key, Map<String, Attribute> item) {
        if (NOT_SCANNED.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parseKnown(key, item));
        } catch (CorruptRecordException.LaterFormatException e) {
            // Not damaged: the program of a later release can read it.
            throw e;
        } catch (CorruptRecordException e) {
            return Optional.of(unreadable(key));
        }
    }

    private static StoredRecord unreadable(String key) {
        return UserItem.nameFromKey(key)
                .<StoredRecord>map(name -> new StoredRecord.UnreadableUser(key, name))
                .orElseGet(() -> new StoredRecord.Unreadable(key));
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
        if (key.contains("#")) {
            throw new ServiceUnavailableException(
                    "The record " + key + " is of a kind that this program does not know");
        }
        return TokenItem.fromItem(tokenId(key, item), attributes)
                .<StoredRecord>map(token -> new StoredRecord.StoredToken(key, token))
                .orElseGet(() -> new StoredRecord.Deleted(key));
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
