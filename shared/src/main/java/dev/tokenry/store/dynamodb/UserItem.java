package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Converts users to items and back. The only class that knows the names of a user's attributes. */
final class UserItem {

    static final String USER_KIND = "U";

    /** Token ids do not contain {@code #}, so the keys of users and tokens differ. */
    static final String KEY_PREFIX = "user#";

    private static final String USER_ID = "userId";
    private static final String NAME = "name";
    private static final String FIRST_NAME = "firstName";
    private static final String LAST_NAME = "lastName";
    private static final String ENABLED = "enabled";
    private static final String SCOPES = "scopes";
    private static final String REQUESTED_SCOPES = "requestedScopes";
    private static final String MANAGE_OWN_TOKENS = "manageOwnTokens";
    private static final String LEADS = "leads";
    private static final String EMAIL = "email";
    private static final String LANGUAGE = "language";
    private static final String IDENTITIES = "identities";
    private static final String CONFIRMED = "confirmed";
    private static final String VERSION = "version";

    private static final long CURRENT_RECORD_VERSION = 1;

    private UserItem() {}

    static String key(OwnerName name) {
        return KEY_PREFIX + name.key();
    }

    /**
     * Returns all attributes of a new user. The attribute {@code owner} is absent, so that the index by owner has only
     * tokens.
     */
    static ItemBuilder fullItem(User user) {
        return mutableAttributes(user)
                .string(TokenItem.KIND, USER_KIND)
                .ownerName(TokenItem.CREATED_KEY, NAME, user.name())
                .string(USER_ID, user.id().equals(User.FIRST_ID) ? null : user.id())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /** Returns the attributes of a new user that replaces the tombstone of a deleted one. */
    static ItemBuilder recreated(User user) {
        return Tombstone.replacedBy(fullItem(user));
    }

    /** Returns the attributes that a replacement writes: everything but the name and the id. */
    static ItemBuilder mutableAttributes(User user) {
        EmailAddress email = user.contact().email();
        Language language = user.contact().language();
        return new ItemBuilder()
                .string(FIRST_NAME, user.firstName())
                .string(LAST_NAME, user.lastName())
                .bool(ENABLED, user.enabled())
                .scopes(SCOPES, REQUESTED_SCOPES, user.scopes())
                .bool(MANAGE_OWN_TOKENS, user.manageOwnTokens())
                .stringMap(LEADS, user.leads().stream().collect(Collectors.toMap(LedProject::name, LedProject::id)))
                .string(EMAIL, email == null ? null : email.value())
                .string(LANGUAGE, language == null ? null : language.code())
                .stringMaps(IDENTITIES, IdentityEntries.of(user.identities()))
                .bool(CONFIRMED, user.confirmed())
                .number(VERSION, user.version());
    }

    /** Requires that the user exists and has the version of {@code expected}. */
    static WriteCondition versionUnchanged(User expected) {
        return new WriteCondition(
                "attribute_exists(#storedKey) AND attribute_not_exists(#storedDeletedAt)"
                        + " AND #storedVersion = :expectedVersion",
                Map.of(
                        "#storedKey",
                        DynamoTable.KEY,
                        "#storedDeletedAt",
                        Tombstone.DELETED_AT,
                        "#storedVersion",
                        VERSION),
                Map.of(":expectedVersion", Attribute.fromN(Long.toString(expected.version()))));
    }

    /** Returns the attributes of a deleted user: none that describe it. */
    static ItemBuilder tombstone(User deleted, Instant now) {
        return Tombstone.of(fullItem(deleted).removeAll(), CURRENT_RECORD_VERSION, now, Tombstone.RETENTION_OF_NAMES);
    }

    /** Returns the user of an item, or empty if the item is the tombstone of a deleted user. */
    static Optional<User> fromItem(OwnerName name, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key(name), attributes);
        item.require(DynamoTable.KEY, key(name));
        item.requireVersion(CURRENT_RECORD_VERSION);
        item.string(DynamoTable.NONCE);
        if (Tombstone.is(item)) {
            return Optional.empty();
        }
        item.require(TokenItem.KIND, USER_KIND);
        OwnerName stored = item.ownerName(TokenItem.CREATED_KEY, NAME);
        item.require(TokenItem.CREATED_KEY, name.key());
        return Optional.of(new User(
                stored,
                item.has(USER_ID) ? item.string(USER_ID) : User.FIRST_ID,
                item.stringOrNull(FIRST_NAME),
                item.stringOrNull(LAST_NAME),
                item.bool(ENABLED),
                item.scopes(SCOPES, REQUESTED_SCOPES),
                item.bool(MANAGE_OWN_TOKENS),
                leads(item),
                contact(item),
                IdentityEntries.read(item, IDENTITIES),
                // Records of earlier releases do not tell it.
                item.has(CONFIRMED) && item.bool(CONFIRMED),
                item.number(VERSION, 1, Long.MAX_VALUE)));
    }

    private static List<LedProject> leads(ItemReader item) {
        if (!item.has(LEADS)) {
            return List.of();
        }
        List<LedProject> leads = new ArrayList<>();
        for (Map.Entry<String, String> lead : item.stringMap(LEADS).entrySet()) {
            leads.add(new LedProject(lead.getKey(), lead.getValue()));
        }
        return leads;
    }

    /** What cannot be read is absent: access does not depend on a contact. */
    private static Contact contact(ItemReader item) {
        return item.hasNone(EMAIL, LANGUAGE)
                ? Contact.NONE
                : new Contact(
                        item.has(EMAIL) ? EmailAddress.parse(item.string(EMAIL)).orElse(null) : null,
                        item.has(LANGUAGE)
                                ? Language.parse(item.string(LANGUAGE)).orElse(null)
                                : null);
    }

    /** Returns the name of the user from the key of an item; empty if it is no key of a user. */
    static Optional<OwnerName> nameFromKey(String key) {
        return key.startsWith(KEY_PREFIX)
                ? OwnerName.parse(key.substring(KEY_PREFIX.length()))
                        .filter(name -> key(name).equals(key))
                : Optional.empty();
    }

    /**
     * Returns the position of a user from an item of an index. Empty if the item is no user: then it is a damaged
     * record of another kind.
     */
    static Optional<IndexPosition> positionFromItem(Map<String, Attribute> attributes) {
        String key = DynamoTable.keyOf(attributes);
        String sortKey = new ItemReader(key, attributes).string(TokenItem.CREATED_KEY);
        return nameFromKey(key).map(name -> new IndexPosition(sortKey, name.key()));
    }
}
