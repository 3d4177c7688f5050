package dev.tokenry.store.dynamodb;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.condition.ConditionsWriter;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.IndexPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Converts trusts to items and back. The only class that knows the names of their attributes. Owner and project have
 * names of their own, so that the indexes by owner and project have only tokens.
 */
final class TrustItem {

    static final String TRUST_KIND = "R";

    /** Token ids do not contain {@code #}, so the keys of trusts and tokens differ. */
    static final String KEY_PREFIX = "trust#";

    static final String LAST_USED_AT = "lastUsedAt";

    private static final String TRUST_ID = "trustId";
    private static final String ISSUER_NAME = "issuerName";
    private static final String ISSUER_ID = "issuerId";
    private static final String CONDITIONS = "conditions";
    private static final String GRANT = "grant";
    private static final String PROJECT = "trustProject";
    private static final String OWNER = "trustOwner";
    private static final String OWNER_NAME = "trustOwnerName";
    private static final String USER_ID = "userId";
    private static final String SCOPES = "scopes";
    private static final String REQUESTED_SCOPES = "requestedScopes";
    private static final String ALLOWED_IPS = "allowedIps";
    private static final String LIFETIME_SECONDS = "lifetimeSeconds";
    private static final String MAX_CREATED_DAYS = "maxCreatedDays";
    private static final String DESCRIPTION = "description";

    private static final String EXPIRES_AT = "expiresAt";
    private static final String CREATED_BY = "createdBy";
    private static final String CREATED_AT = "createdAt";
    private static final String MODIFIED_AT = "modifiedAt";

    /**
     * What trusts are listed by. Of a token, the attribute is the name of its trust; the index of all records contains
     * it.
     */
    private static final String LISTED_BY = "trust";

    private static final String JOBS_KIND = "jobs";
    private static final String PEOPLE_KIND = "people";

    private static final long CURRENT_RECORD_VERSION = 1;
    private static final int MAX_DAYS = 100_000;

    private static final SealedItemReader<Trust> READER =
            new SealedItemReader<>(CURRENT_RECORD_VERSION, TrustItem::trust);

    private TrustItem() {}

    static String key(String name) {
        return KEY_PREFIX + name;
    }

    static ItemSeal seal(RecordSealer sealer) {
        return new ItemSeal(sealer, Set.of(LAST_USED_AT));
    }

    /** Returns all attributes of a new trust, and its seal. */
    static ItemBuilder newItem(Trust trust, ItemSeal seal) {
        return seal.seal(key(trust.name()), attributes(trust).instant(LAST_USED_AT, trust.lastUsedAt()));
    }

    /** Returns the attributes that a replacement writes, and their seal. The last use keeps its stored value. */
    static ItemBuilder replacement(Trust trust, ItemSeal seal) {
        return seal.seal(key(trust.name()), attributes(trust));
    }

    private static ItemBuilder attributes(Trust trust) {
        ItemBuilder item = new ItemBuilder()
                .string(TokenItem.KIND, TRUST_KIND)
                .string(TokenItem.CREATED_KEY, trust.name())
                .string(TRUST_ID, trust.id())
                .string(ISSUER_NAME, trust.issuerName())
                .string(ISSUER_ID, trust.issuerId())
                .string(CONDITIONS, ConditionsWriter.write(trust.conditions()))
                .string(DESCRIPTION, trust.description())
                .bool(SealedItem.ENABLED, trust.enabled())
                .instant(EXPIRES_AT, trust.expiresAt())
                .string(CREATED_BY, trust.createdBy().spelling())
                .instant(CREATED_AT, trust.createdAt())
                .instant(MODIFIED_AT, trust.modifiedAt())
                .stringList(LISTED_BY, listedBy(trust))
                .number(ItemSeal.VERSION, trust.version())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
        putGrant(item, trust.grant());
        return Tombstone.replacedBy(item);
    }

    private static void putGrant(ItemBuilder item, TrustGrant grant) {
        item.scopes(SCOPES, REQUESTED_SCOPES, grant.scopes())
                .bytes(
                        ALLOWED_IPS,
                        grant.allowedIps().isRestricted() ? grant.allowedIps().toByteArray() : null)
                .number(LIFETIME_SECONDS, grant.lifetime().toSeconds());
        switch (grant) {
            case TrustGrant.ForJobs jobs ->
                item.string(GRANT, JOBS_KIND)
                        .string(PROJECT, jobs.project())
                        .ownerName(OWNER, OWNER_NAME, jobs.owner())
                        .string(USER_ID, jobs.userId())
                        .number(MAX_CREATED_DAYS, null);
            case TrustGrant.ForPeople people ->
                item.string(GRANT, PEOPLE_KIND)
                        .string(PROJECT, null)
                        .string(OWNER, null)
                        .string(OWNER_NAME, null)
                        .string(USER_ID, null)
                        .number(MAX_CREATED_DAYS, (long) people.maxCreatedDays());
        }
    }

    private static List<String> listedBy(Trust trust) {
        String byIssuer = byIssuer(trust.issuerName());
        return trust.grant() instanceof TrustGrant.ForJobs jobs
                ? List.of(byIssuer, byProject(jobs.project()), byOwner(jobs.owner()))
                : List.of(byIssuer);
    }

    private static String byIssuer(String name) {
        return "issuer:" + name;
    }

    private static String byProject(String name) {
        return "project:" + name;
    }

    private static String byOwner(OwnerName name) {
        return "owner:" + name.key();
    }

    /** Returns the filter of the rows of trusts. */
    static RowFilter filter(TrustFilter filter) {
        return switch (filter) {
            case TrustFilter.All() -> RowFilter.NONE;
            case TrustFilter.ByProject(var project) -> RowFilter.contains(LISTED_BY, byProject(project));
            case TrustFilter.ByOwner(var owner) -> RowFilter.contains(LISTED_BY, byOwner(owner));
            case TrustFilter.ByIssuer(var issuer) -> RowFilter.contains(LISTED_BY, byIssuer(issuer));
            case TrustFilter.ByScope(var scope) -> RowFilter.contains(SCOPES, scope.name());
        };
    }

    /** Returns the attributes of a deleted trust: none that describe it. */
    static ItemBuilder tombstone(Trust deleted, Instant now) {
        return Tombstone.of(
                ItemSeal.removeWithSeal(attributes(deleted).instant(LAST_USED_AT, now)),
                CURRENT_RECORD_VERSION,
                now,
                Tombstone.RETENTION_OF_NAMES);
    }

    static ItemBuilder lastUse(Instant at) {
        return new ItemBuilder().instant(LAST_USED_AT, at);
    }

    /** Returns the tombstone of a damaged item. */
    static ItemBuilder tombstoneOfDamaged(Map<String, Attribute> item, Instant now) {
        return Tombstone.ofDamaged(item, CURRENT_RECORD_VERSION, now, Tombstone.RETENTION_OF_NAMES);
    }

    /** Requires that the trust exists, is the same record, and has the version of {@code expected}. */
    static WriteCondition unchanged(Trust expected) {
        return sameRecord(expected)
                .and(new WriteCondition(
                        "#storedVersion = :expectedVersion",
                        Map.of("#storedVersion", ItemSeal.VERSION),
                        Map.of(":expectedVersion", Attribute.fromN(Long.toString(expected.version())))));
    }

    /** Requires that the trust exists and is the same record, and that no use since the given time is stored. */
    static WriteCondition notUsedSince(Trust expected, Instant time) {
        return sameRecord(expected)
                .and(new WriteCondition(
                        "attribute_not_exists(#storedUse) OR #storedUse < :time",
                        Map.of("#storedUse", LAST_USED_AT),
                        Map.of(":time", Attribute.fromN(Long.toString(time.toEpochMilli())))));
    }

    private static WriteCondition sameRecord(Trust expected) {
        return new WriteCondition(
                "attribute_not_exists(#storedDeletedAt) AND #storedId = :expectedId",
                Map.of("#storedDeletedAt", Tombstone.DELETED_AT, "#storedId", TRUST_ID),
                Map.of(":expectedId", Attribute.fromS(expected.id())));
    }

    /** Returns the trust of an item whose seal fits, or empty if the item is the tombstone of a deleted trust. */
    static Optional<Trust> fromItem(Map<String, Attribute> attributes, ItemSeal seal) {
        return READER.read(attributes, seal);
    }

    /** As {@link #fromItem}, but for programs without a pepper, which decide nothing by what they read. */
    static Optional<Trust> fromUnverifiedItem(Map<String, Attribute> attributes) {
        return READER.readUnverified(attributes);
    }

    private static Trust trust(ItemReader item) {
        item.require(TokenItem.KIND, TRUST_KIND);
        Trust trust = new Trust(
                name(item),
                IssuerItem.id(item, TRUST_ID),
                item.string(ISSUER_NAME),
                IssuerItem.id(item, ISSUER_ID),
                conditions(item),
                grant(item),
                item.stringOrNull(DESCRIPTION),
                item.bool(SealedItem.ENABLED),
                item.instantOrNull(EXPIRES_AT),
                item.ownerName(CREATED_BY),
                item.instant(CREATED_AT),
                item.instantOrNull(MODIFIED_AT),
                item.instantOrNull(LAST_USED_AT),
                item.number(ItemSeal.VERSION, 1, Long.MAX_VALUE));
        if (!item.stringList(LISTED_BY).equals(listedBy(trust))) {
            throw item.corrupt(LISTED_BY);
        }
        return trust;
    }

    private static String name(ItemReader item) {
        String name = item.string(TokenItem.CREATED_KEY);
        if (!NameRules.isValidProject(name)) {
            throw item.corrupt(TokenItem.CREATED_KEY);
        }
        item.require(DynamoTable.KEY, key(name));
        return name;
    }

    private static Conditions conditions(ItemReader item) {
        return ConditionsParser.parseText(item.string(CONDITIONS)).orElseThrow(() -> item.corrupt(CONDITIONS));
    }

    private static TrustGrant grant(ItemReader item) {
        return switch (item.string(GRANT)) {
            case JOBS_KIND ->
                new TrustGrant.ForJobs(
                        item.string(PROJECT),
                        item.ownerName(OWNER, OWNER_NAME),
                        item.stringOrNull(USER_ID),
                        item.scopes(SCOPES, REQUESTED_SCOPES),
                        allowedIps(item),
                        lifetime(item, TrustGrant.ForJobs.MIN_LIFETIME, TrustGrant.ForJobs.MAX_LIFETIME));
            case PEOPLE_KIND ->
                new TrustGrant.ForPeople(
                        item.scopes(SCOPES, REQUESTED_SCOPES),
                        allowedIps(item),
                        lifetime(item, TrustGrant.ForPeople.MIN_LIFETIME, TrustGrant.ForPeople.MAX_LIFETIME),
                        (int) item.number(MAX_CREATED_DAYS, 1, MAX_DAYS));
            default -> throw item.corrupt(GRANT);
        };
    }

    private static AllowedIps allowedIps(ItemReader item) {
        try {
            return item.has(ALLOWED_IPS) ? AllowedIps.ofBytes(item.bytes(ALLOWED_IPS)) : AllowedIps.EVERY;
        } catch (IllegalArgumentException e) {
            throw item.corrupt(ALLOWED_IPS);
        }
    }

    private static Duration lifetime(ItemReader item, Duration min, Duration max) {
        return Duration.ofSeconds(item.number(LIFETIME_SECONDS, min.toSeconds(), max.toSeconds()));
    }

    /** Returns the name of the trust from the key of an item; empty if it is no key of a trust. */
    static Optional<String> nameFromKey(String key) {
        return Optional.of(key)
                .filter(it -> it.startsWith(KEY_PREFIX))
                .map(it -> it.substring(KEY_PREFIX.length()))
                .filter(NameRules::isValidProject);
    }

    /** Returns the position of a trust from an item of an index; empty if the item is no trust. */
    static Optional<IndexPosition> positionFromItem(Map<String, Attribute> attributes) {
        String key = DynamoTable.keyOf(attributes);
        String sortKey = new ItemReader(key, attributes).string(TokenItem.CREATED_KEY);
        return nameFromKey(key).map(name -> new IndexPosition(sortKey, name));
    }
}
