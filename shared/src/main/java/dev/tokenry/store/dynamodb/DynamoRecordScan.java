package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.RecordScan;
import dev.tokenry.store.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Scans a table in DynamoDB, strongly consistent. */
public final class DynamoRecordScan implements RecordScan {

    /**
     * Names, idempotency keys, templates, uses of scopes and of id tokens, and the run of notices authorize nothing: a
     * restored table keeps its own.
     */
    static final List<String> NOT_SCANNED = List.of(
            NameReservation.KEY_PREFIX,
            NoticeItem.KEY_PREFIX,
            DynamoIdempotencyStore.KEY_PREFIX,
            // They are fetched again.
            KeySetItem.KEY_PREFIX,
            ScopeTemplateItem.KEY_PREFIX,
            ScopeUseItem.KEY_PREFIX,
            DynamoExchangedTokenStore.KEY_PREFIX);

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
            return Optional.of(StoredRecords.parse(key, item)
                    .orElseThrow(() -> new ServiceUnavailableException(
                            "The record " + key + " is of a kind that this program does not know")));
        } catch (CorruptRecordException.LaterFormatException e) {
            // Not damaged: the program of a later release can read it.
            throw e;
        } catch (CorruptRecordException e) {
            return Optional.of(unreadable(key));
        }
    }

    /** Returns the record under a key whose item cannot be read. That of a user restricts the tokens of its owner. */
    public static StoredRecord unreadable(String key) {
        return UserItem.nameFromKey(key)
                .<StoredRecord>map(name -> new StoredRecord.UnreadableUser(key, name))
                .orElseGet(() -> new StoredRecord.Unreadable(key));
    }
}
