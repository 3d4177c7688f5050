package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.RecordScan;
import dev.tokenry.store.StoredRecord;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Scans a table in DynamoDB, strongly consistent. */
public final class DynamoRecordScan implements RecordScan {

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
        try {
            Optional<StoredRecord> known = StoredRecords.parse(key, item);
            if (known.isEmpty() && !isLeftOut(key)) {
                throw new ServiceUnavailableException(
                        "The record " + key + " is of a kind that this program does not know");
            }
            return known;
        } catch (CorruptRecordException.LaterFormatException e) {
            // Not damaged: the program of a later release can read it.
            throw e;
        } catch (CorruptRecordException e) {
            return Optional.of(unreadable(key));
        }
    }

    /** Returns whether an item authorizes nothing, so that a restored table keeps its own. */
    private static boolean isLeftOut(String key) {
        return Bookkeeping.isItem(key) || key.startsWith(ScopeTemplateItem.KEY_PREFIX);
    }

    /** Returns the record under a key whose item cannot be read. That of a user restricts the tokens of its owner. */
    public static StoredRecord unreadable(String key) {
        return UserItem.nameFromKey(key)
                .<StoredRecord>map(name -> new StoredRecord.UnreadableUser(key, name))
                .orElseGet(() -> new StoredRecord.Unreadable(key));
    }
}
