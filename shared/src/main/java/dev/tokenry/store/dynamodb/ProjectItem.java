package dev.tokenry.store.dynamodb;

import dev.tokenry.model.NameRules;
import dev.tokenry.model.Project;
import dev.tokenry.store.IndexPosition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Converts projects to items and back. The only class that knows the names of a project's attributes. */
final class ProjectItem {

    static final String PROJECT_KIND = "P";

    /** Token ids do not contain {@code #}, so the keys of projects and tokens differ. */
    static final String KEY_PREFIX = "project#";

    private static final String PROJECT_ID = "projectId";
    private static final String DISPLAY_NAME = "displayName";
    static final String LAST_UPLOAD_AT = "lastUploadAt";
    private static final String VERSION = "version";

    private static final long CURRENT_RECORD_VERSION = 1;

    private ProjectItem() {}

    static String key(String name) {
        return KEY_PREFIX + name;
    }

    /**
     * Returns all attributes of a new project. The attribute {@code project} is absent, so that the index by project
     * has only tokens.
     */
    static ItemBuilder fullItem(Project project) {
        return mutableAttributes(project)
                .string(TokenItem.KIND, PROJECT_KIND)
                .string(TokenItem.CREATED_KEY, project.name())
                .string(PROJECT_ID, project.id())
                .instant(LAST_UPLOAD_AT, project.lastUploadAt())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /** Returns the attributes of a new project that replaces the tombstone of a deleted one. */
    static ItemBuilder recreated(Project project) {
        return Tombstone.replacedBy(fullItem(project));
    }

    /** Returns the attributes that a replacement writes. */
    static ItemBuilder mutableAttributes(Project project) {
        return new ItemBuilder().string(DISPLAY_NAME, project.displayName()).number(VERSION, project.version());
    }

    static ItemBuilder lastUpload(Instant at) {
        return new ItemBuilder().instant(LAST_UPLOAD_AT, at);
    }

    /** Requires that the project exists and has the version of {@code expected}. */
    static WriteCondition versionUnchanged(Project expected) {
        return exists().and(new WriteCondition(
                "#storedVersion = :expectedVersion",
                Map.of("#storedVersion", VERSION),
                Map.of(":expectedVersion", Attribute.fromN(Long.toString(expected.version())))));
    }

    /** Requires that the project exists, and that no upload since the given time is stored. */
    static WriteCondition notUploadedSince(Instant at) {
        return exists().and(new WriteCondition(
                "attribute_not_exists(#storedUpload) OR #storedUpload < :latestUpload",
                Map.of("#storedUpload", LAST_UPLOAD_AT),
                Map.of(":latestUpload", Attribute.fromN(Long.toString(at.toEpochMilli())))));
    }

    private static WriteCondition exists() {
        return new WriteCondition(
                "attribute_exists(#storedKey) AND attribute_not_exists(#storedDeletedAt)",
                Map.of("#storedKey", DynamoTable.KEY, "#storedDeletedAt", Tombstone.DELETED_AT),
                Map.of());
    }

    /** Returns the attributes of a deleted project: none that describe it. */
    static ItemBuilder tombstone(String name, Instant now) {
        Project described = new Project(name, "0", null, null, 1);
        return Tombstone.permanent(
                fullItem(described)
                        .string(DISPLAY_NAME, "")
                        .instant(LAST_UPLOAD_AT, now)
                        .removeAll(),
                CURRENT_RECORD_VERSION,
                now);
    }

    /** Returns the project of an item, or empty if the item is the tombstone of a deleted project. */
    static Optional<Project> fromItem(String name, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key(name), attributes);
        item.require(DynamoTable.KEY, key(name));
        item.requireVersion(CURRENT_RECORD_VERSION);
        item.string(DynamoTable.NONCE);
        if (Tombstone.is(item)) {
            return Optional.empty();
        }
        item.require(TokenItem.KIND, PROJECT_KIND);
        item.require(TokenItem.CREATED_KEY, name);
        return Optional.of(new Project(
                name,
                item.string(PROJECT_ID),
                item.stringOrNull(DISPLAY_NAME),
                item.instantOrNull(LAST_UPLOAD_AT),
                item.number(VERSION, 1, Long.MAX_VALUE)));
    }

    /** Returns the name of the project from the key of an item; empty if it is no key of a project. */
    static Optional<String> nameFromKey(String key) {
        return Optional.of(key)
                .filter(it -> it.startsWith(KEY_PREFIX))
                .map(it -> it.substring(KEY_PREFIX.length()))
                .filter(NameRules::isValidProject);
    }

    /** Returns the position of a project from an item of an index; empty if the item is no project. */
    static Optional<IndexPosition> positionFromItem(Map<String, Attribute> attributes) {
        String key = DynamoTable.keyOf(attributes);
        String sortKey = new ItemReader(key, attributes).string(TokenItem.CREATED_KEY);
        return nameFromKey(key).map(name -> new IndexPosition(sortKey, name));
    }
}
