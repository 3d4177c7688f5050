package dev.tokenry.store.dynamodb;

import dev.tokenry.model.NameRules;
import dev.tokenry.model.User;
import dev.tokenry.store.dynamodb.DynamoTable.WriteCondition;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts users to items and back. The only class that knows the names of a user's attributes. */
final class UserItem {

    static final String USER_KIND = "U";

    /** Token ids do not contain {@code #}, so the keys of users and tokens differ. */
    static final String KEY_PREFIX = "user#";

    private static final String USER_ID = "userId";
    private static final String FIRST_NAME = "firstName";
    private static final String LAST_NAME = "lastName";
    private static final String ENABLED = "enabled";
    private static final String SCOPES = "scopes";
    private static final String MANAGE_OWN_TOKENS = "manageOwnTokens";
    private static final String VERSION = "version";

    private static final long CURRENT_RECORD_VERSION = 1;

    private UserItem() {}

    static String key(String name) {
        return KEY_PREFIX + name;
    }

    /**
     * Returns all attributes of a new user. The attribute {@code owner} is absent, so that the index by owner has only
     * tokens.
     */
    static ItemBuilder fullItem(User user) {
        return mutableAttributes(user)
                .string(TokenItem.KIND, USER_KIND)
                .string(TokenItem.CREATED_KEY, user.name())
                .string(USER_ID, user.id().equals(User.FIRST_ID) ? null : user.id())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /** Returns the attributes that a replacement writes: everything but the name and the id. */
    static ItemBuilder mutableAttributes(User user) {
        return new ItemBuilder()
                .string(FIRST_NAME, user.firstName())
                .string(LAST_NAME, user.lastName())
                .bool(ENABLED, user.enabled())
                .stringList(SCOPES, user.scopes().names())
                .bool(MANAGE_OWN_TOKENS, user.manageOwnTokens())
                .number(VERSION, user.version());
    }

    /** Requires that the user exists and has the version of {@code expected}. */
    static WriteCondition versionUnchanged(User expected) {
        return new WriteCondition(
                "attribute_exists(#storedKey) AND #storedVersion = :expectedVersion",
                Map.of("#storedKey", DynamoTable.KEY, "#storedVersion", VERSION),
                Map.of(":expectedVersion", AttributeValue.fromN(Long.toString(expected.version()))));
    }

    /**
     * Requires that the user does not exist or has the version of {@code expected}. A delete leaves no item, so its
     * repetition after a lost response has to succeed.
     */
    static WriteCondition versionUnchangedOrAbsent(User expected) {
        return new WriteCondition(
                "attribute_not_exists(#storedKey) OR #storedVersion = :expectedVersion",
                Map.of("#storedKey", DynamoTable.KEY, "#storedVersion", VERSION),
                Map.of(":expectedVersion", AttributeValue.fromN(Long.toString(expected.version()))));
    }

    static User fromItem(String name, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(key(name), attributes);
        item.require(DynamoTable.KEY, key(name));
        item.requireVersion(CURRENT_RECORD_VERSION);
        item.require(TokenItem.KIND, USER_KIND);
        item.require(TokenItem.CREATED_KEY, name);
        item.string(DynamoTable.NONCE);
        return new User(
                name,
                item.has(USER_ID) ? item.string(USER_ID) : User.FIRST_ID,
                item.stringOrNull(FIRST_NAME),
                item.stringOrNull(LAST_NAME),
                item.bool(ENABLED),
                item.scopes(SCOPES),
                item.bool(MANAGE_OWN_TOKENS),
                item.number(VERSION, 1, Long.MAX_VALUE));
    }

    /** Returns the name of the user from an item of an index. */
    static String nameFromItem(Map<String, AttributeValue> attributes) {
        String name = new ItemReader("in an index", attributes).string(TokenItem.CREATED_KEY);
        ItemReader item = new ItemReader("in an index", attributes);
        if (!NameRules.isValidOwner(name) || !item.string(DynamoTable.KEY).equals(key(name))) {
            throw item.corrupt(DynamoTable.KEY);
        }
        return name;
    }
}
