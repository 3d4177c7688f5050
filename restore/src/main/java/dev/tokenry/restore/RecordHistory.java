package dev.tokenry.restore;

import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.audit.AuditedRecord;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.IpBlockParser;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.dynamodb.DynamoRecordScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one record: that of the restored table with the changes that events tell.
 *
 * @param restored the record in the restored table; null if it has none
 */
record RecordHistory(String key, @Nullable StoredRecord restored) {

    /** Of a secret that no client has: events do not tell the digest of a new one. */
    private static final SecretDigest UNKNOWN = new SecretDigest(1, new byte[SecretDigest.BYTES]);

    /** The id of a record that was created since. */
    private static final String UNKNOWN_ID = "unknown";

    /** The fields of a token that never change, but for its owner. A replay evaluates the token by what they are. */
    private static final Set<String> ORIGIN = Set.of(
            "owner",
            "createdBy",
            "project",
            "personalAccessToken",
            "trust",
            "subject",
            "maxCreatedDays",
            "creationDate");

    private static final Set<String> KNOWN_OF_TOKENS = Set.of(
            "name",
            "description",
            "enabled",
            "scopes",
            "expirationDate",
            "allowedIps",
            "disabledReason",
            "unusedMarkedDate",
            "regeneratedDate",
            "previousSecretValidUntil");

    private static final Set<String> KNOWN_OF_USERS = Set.of(
            "name",
            "firstName",
            "lastName",
            "email",
            "language",
            "identities",
            "enabled",
            "scopes",
            "manageOwnTokens",
            "confirmed",
            "leads");

    /** Returns the newest state; null if there is none, and nothing to bring over. */
    @Nullable
    StoredRecord replay(List<StoredEvent> events) {
        try {
            StoredEvent last = events.getLast();
            if (last.isDeletion()) {
                return new StoredRecord.Deleted(key);
            }
            if (!isComplete(events)) {
                return unreadable();
            }
            return switch (restored) {
                case StoredRecord.StoredToken(var _, var token) -> token(token, events);
                case StoredRecord.StoredUser(var _, var user) -> user(user, events);
                case StoredRecord.StoredProject project -> isCreatedAgain(events) ? unreadable() : project;
                case null, default -> created(last);
            };
        } catch (RuntimeException | InvalidValueException e) {
            return unreadable();
        }
    }

    /** The order of events is that of the clocks of several functions, which versions must confirm. */
    private static boolean isComplete(List<StoredEvent> events) {
        long version = 0;
        for (StoredEvent event : events) {
            if (!event.isReadable() || (event.version() > 0 && event.version() < version)) {
                return false;
            }
            version = Math.max(version, event.version());
        }
        return true;
    }

    private static boolean isCreatedAgain(List<StoredEvent> events) {
        return events.stream().anyMatch(StoredEvent::isDeletion);
    }

    /** What was created or changed since, and of which the events do not tell enough to write it. */
    private @Nullable StoredRecord created(StoredEvent last) {
        int prefix = key.indexOf('#') + 1;
        String id = key.substring(prefix);
        return switch (prefix == 0 ? Kind.TOKEN.id() : key.substring(0, prefix - 1)) {
            case "bootstrap" ->
                new StoredRecord.StoredBootstrap(
                        key,
                        Integer.parseInt(id),
                        TokenId.parse(text(fields(Map.of(), List.of(last)), "tokenId"))
                                .orElseThrow());
            case "pepper" ->
                restored == null ? new StoredRecord.StoredCheckValue(key, Integer.parseInt(id), "") : restored;
            // Tokens do not depend on templates, and the restored table has them as they were.
            case "scopeTemplate" -> null;
            default -> unreadable();
        };
    }

    private StoredRecord unreadable() {
        return DynamoRecordScan.unreadable(key);
    }

    private StoredRecord token(Token token, List<StoredEvent> events) throws InvalidValueException {
        // Described at a time before the end of each overlap.
        Map<String, Object> before = AuditedRecord.of(token, Instant.EPOCH).fields();
        Map<String, Object> after = fields(before, events);
        requireKnown(after, KNOWN_OF_TOKENS, ORIGIN);
        for (String field : ORIGIN) {
            if (!Objects.equals(after.get(field), before.get(field))) {
                return unreadable();
            }
        }
        TokenSettings settings = new TokenSettings(
                text(after, "name"),
                (String) after.get("description"),
                bool(after, "enabled"),
                scopes(token.settings().scopes(), after),
                instant(after, "expirationDate"),
                allowedIps(after),
                token.settings().modifiedAt());
        SecretDigests secrets = Objects.equals(before.get("regeneratedDate"), after.get("regeneratedDate"))
                ? overlap(token.secrets(), instant(after, "previousSecretValidUntil"))
                : SecretDigests.initial(UNKNOWN);
        Token newest = token.withSettings(settings).withSecrets(secrets);
        return new StoredRecord.StoredToken(key, isLeakedSince(token, events) ? newest.revokedAsLeaked() : newest);
    }

    /** Also if the token has got another secret after the leak: the restored one is that which leaked. */
    private static boolean isLeakedSince(Token token, List<StoredEvent> events) {
        return events.stream()
                .anyMatch(event -> event.version() > token.version()
                        && TokenLifecycle.LEAKED.equals(
                                Objects.requireNonNull(event.applyTo(Map.of())).get("disabledReason")));
    }

    private static SecretDigests overlap(SecretDigests secrets, @Nullable Instant until) {
        return until == null ? secrets.withoutPrevious() : secrets.limitOverlap(until);
    }

    private StoredRecord user(User user, List<StoredEvent> events) {
        Map<String, Object> after = fields(AuditedRecord.of(user).fields(), events);
        requireKnown(after, KNOWN_OF_USERS, Set.of());
        return new StoredRecord.StoredUser(
                key,
                new User(
                        user.name(),
                        isCreatedAgain(events) ? UNKNOWN_ID : user.id(),
                        (String) after.get("firstName"),
                        (String) after.get("lastName"),
                        bool(after, "enabled"),
                        scopes(user.scopes(), after),
                        bool(after, "manageOwnTokens"),
                        leads(user, after),
                        user.contact(),
                        user.identities(),
                        Boolean.TRUE.equals(after.get("confirmed")),
                        user.version()));
    }

    /** A project that the user leads since then has an id that is not told. */
    private static List<LedProject> leads(User user, Map<String, Object> fields) {
        return strings(fields, "leads").stream()
                .map(name -> user.leads().stream()
                        .filter(lead -> lead.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> new LedProject(name, UNKNOWN_ID)))
                .toList();
    }

    /** Applies changes. A record that was deleted in between starts again without a field. */
    private static Map<String, Object> fields(Map<String, Object> before, List<StoredEvent> events) {
        Map<String, Object> fields = before;
        for (StoredEvent event : events) {
            fields = event.isDeletion()
                    ? Map.of()
                    : Objects.requireNonNull(event.applyTo(fields), "The event does not tell all changes");
        }
        return fields;
    }

    /** A later release may have restrictions of which nothing is known here. */
    private static void requireKnown(Map<String, Object> fields, Set<String> known, Set<String> alsoKnown) {
        if (!fields.keySet().stream().allMatch(field -> known.contains(field) || alsoKnown.contains(field))) {
            throw new IllegalArgumentException("A field is not known");
        }
    }

    /** Returns the scopes in their present order, and those that were added by their requested names. */
    private static Scopes scopes(Scopes before, Map<String, Object> fields) {
        List<String> requested = before.requestedNames();
        List<Scope> scopes = new ArrayList<>();
        for (String name : strings(fields, "scopes")) {
            int position = requested.indexOf(name);
            scopes.add(position < 0 ? new Scope(name) : before.values().get(position));
        }
        return new Scopes(scopes.stream().distinct().toList());
    }

    private static AllowedIps allowedIps(Map<String, Object> fields) throws InvalidValueException {
        List<IpBlock> blocks = new ArrayList<>();
        for (String block : strings(fields, "allowedIps")) {
            blocks.add(IpBlockParser.parse(block));
        }
        return new AllowedIps(blocks);
    }

    private static List<String> strings(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof List<?> elements
                ? elements.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<String, Object> fields, String name) {
        return (String) Objects.requireNonNull(fields.get(name));
    }

    private static boolean bool(Map<String, Object> fields, String name) {
        return (Boolean) Objects.requireNonNull(fields.get(name));
    }

    private static @Nullable Instant instant(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        return value == null ? null : Instant.parse((String) value);
    }
}
