package dev.tokenry.store.dynamodb;

import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetParser;
import dev.tokenry.exchange.keys.KeySetWriter;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.RecordSealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts issuers to items and back. The only class that knows the names of their attributes. */
final class IssuerItem {

    static final String ISSUER_KIND = "I";

    /** Token ids do not contain {@code #}, so the keys of issuers and tokens differ. */
    static final String KEY_PREFIX = "issuer#";

    private static final String ISSUER_ID = "issuerId";
    private static final String PLATFORM = "issuerKind";
    private static final String ISSUER = "issuer";
    private static final String AUDIENCES = "audiences";
    private static final String UPLOADED_KEYS = "uploadedKeys";
    private static final String SINGLE_USE = "singleUse";
    private static final String MAX_AGE_SECONDS = "maxAgeSeconds";
    private static final String CLIENT_ID = "clientId";
    private static final String REDIRECT_URIS = "redirectUris";
    private static final String SIGN_IN_SCOPE = "signInScope";
    private static final String LINK_CLAIM = "linkClaim";
    private static final String LABEL = "label";

    private static final long CURRENT_RECORD_VERSION = 1;
    private static final long MIN_AGE_SECONDS = Duration.ofMinutes(1).toSeconds();
    private static final long MAX_AGE_OF_DAY = Duration.ofDays(1).toSeconds();

    private static final SealedItemReader<Issuer> READER =
            new SealedItemReader<>(CURRENT_RECORD_VERSION, IssuerItem::issuer);

    private IssuerItem() {}

    static String key(String name) {
        return KEY_PREFIX + name;
    }

    static ItemSeal seal(RecordSealer sealer) {
        return new ItemSeal(sealer, Set.of());
    }

    /** Returns all attributes of an issuer, and its seal. */
    static ItemBuilder item(Issuer issuer, ItemSeal seal) {
        return seal.seal(key(issuer.name()), attributes(issuer));
    }

    private static ItemBuilder attributes(Issuer issuer) {
        KeySet uploadedKeys = issuer.uploadedKeys();
        ItemBuilder item = new ItemBuilder()
                .string(TokenItem.KIND, ISSUER_KIND)
                .string(TokenItem.CREATED_KEY, issuer.name())
                .string(ISSUER_ID, issuer.id())
                .string(PLATFORM, issuer.kind().name())
                .string(ISSUER, issuer.issuer())
                .stringList(AUDIENCES, issuer.audiences())
                .string(UPLOADED_KEYS, uploadedKeys == null ? null : KeySetWriter.write(uploadedKeys))
                .bool(SINGLE_USE, issuer.singleUse())
                .number(MAX_AGE_SECONDS, issuer.maxAge().toSeconds())
                .bool(SealedItem.ENABLED, issuer.enabled())
                .number(ItemSeal.VERSION, issuer.version())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
        putSignIn(item, issuer.signIn());
        return Tombstone.replacedBy(item);
    }

    private static void putSignIn(ItemBuilder item, @Nullable SignIn signIn) {
        item.string(CLIENT_ID, signIn == null ? null : signIn.clientId())
                .string(SIGN_IN_SCOPE, signIn == null ? null : signIn.scope())
                .string(LINK_CLAIM, signIn == null ? null : signIn.linkClaim())
                .string(LABEL, signIn == null ? null : signIn.label());
        if (signIn == null) {
            item.string(REDIRECT_URIS, null);
        } else {
            item.stringList(REDIRECT_URIS, signIn.redirectUris());
        }
    }

    /** Returns the attributes of a deleted issuer: none that describe it. */
    static ItemBuilder tombstone(Issuer deleted, Instant now) {
        return Tombstone.of(
                ItemSeal.removeWithSeal(attributes(deleted)),
                CURRENT_RECORD_VERSION,
                now,
                Tombstone.RETENTION_OF_NAMES);
    }

    /** Returns the tombstone of a damaged item. */
    static ItemBuilder tombstoneOfDamaged(Map<String, Attribute> item, Instant now) {
        return Tombstone.ofDamaged(item, CURRENT_RECORD_VERSION, now, Tombstone.RETENTION_OF_NAMES);
    }

    /** Requires that the issuer exists, is the same record, and has the version of {@code expected}. */
    static WriteCondition unchanged(Issuer expected) {
        return new WriteCondition(
                "attribute_not_exists(#storedDeletedAt) AND #storedId = :expectedId AND #storedVersion = :expectedVersion",
                Map.of(
                        "#storedDeletedAt",
                        Tombstone.DELETED_AT,
                        "#storedId",
                        ISSUER_ID,
                        "#storedVersion",
                        ItemSeal.VERSION),
                Map.of(
                        ":expectedId",
                        Attribute.fromS(expected.id()),
                        ":expectedVersion",
                        Attribute.fromN(Long.toString(expected.version()))));
    }

    /** Returns the issuer of an item whose seal fits, or empty if the item is the tombstone of a deleted issuer. */
    static Optional<Issuer> fromItem(Map<String, Attribute> attributes, ItemSeal seal) {
        return READER.read(attributes, seal);
    }

    /** As {@link #fromItem}, but for programs without a pepper, which decide nothing by what they read. */
    static Optional<Issuer> fromUnverifiedItem(Map<String, Attribute> attributes) {
        return READER.readUnverified(attributes);
    }

    private static Issuer issuer(ItemReader item) {
        item.require(TokenItem.KIND, ISSUER_KIND);
        IssuerKind kind = kind(item);
        SignIn signIn = signIn(item);
        if ((kind == IssuerKind.PEOPLE) != (signIn != null)) {
            throw item.corrupt(PLATFORM);
        }
        return new Issuer(
                name(item),
                id(item, ISSUER_ID),
                kind,
                item.string(ISSUER),
                item.stringList(AUDIENCES),
                uploadedKeys(item),
                item.bool(SINGLE_USE),
                Duration.ofSeconds(item.number(MAX_AGE_SECONDS, MIN_AGE_SECONDS, MAX_AGE_OF_DAY)),
                signIn,
                item.bool(SealedItem.ENABLED),
                item.number(ItemSeal.VERSION, 1, Long.MAX_VALUE));
    }

    private static String name(ItemReader item) {
        String name = item.string(TokenItem.CREATED_KEY);
        if (!NameRules.isValidProject(name)) {
            throw item.corrupt(TokenItem.CREATED_KEY);
        }
        item.require(DynamoTable.KEY, key(name));
        return name;
    }

    static String id(ItemReader item, String attribute) {
        String id = item.string(attribute);
        if (!RecordId.isValid(id)) {
            throw item.corrupt(attribute);
        }
        return id;
    }

    private static IssuerKind kind(ItemReader item) {
        try {
            return IssuerKind.valueOf(item.string(PLATFORM));
        } catch (IllegalArgumentException e) {
            throw item.corrupt(PLATFORM);
        }
    }

    private static @Nullable KeySet uploadedKeys(ItemReader item) {
        return item.has(UPLOADED_KEYS) ? keySet(item, UPLOADED_KEYS) : null;
    }

    static KeySet keySet(ItemReader item, String attribute) {
        return KeySetParser.parse(item.string(attribute).getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> item.corrupt(attribute));
    }

    private static @Nullable SignIn signIn(ItemReader item) {
        return item.hasNone(CLIENT_ID, REDIRECT_URIS, SIGN_IN_SCOPE, LINK_CLAIM, LABEL)
                ? null
                : new SignIn(
                        item.string(CLIENT_ID),
                        item.stringList(REDIRECT_URIS),
                        item.string(SIGN_IN_SCOPE),
                        item.stringOrNull(LINK_CLAIM),
                        item.stringOrNull(LABEL));
    }

    /** Returns the name of the issuer from the key of an item; empty if it is no key of an issuer. */
    static Optional<String> nameFromKey(String key) {
        return Optional.of(key)
                .filter(it -> it.startsWith(KEY_PREFIX))
                .map(it -> it.substring(KEY_PREFIX.length()))
                .filter(NameRules::isValidProject);
    }
}
