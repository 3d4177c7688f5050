package dev.tokenry.store.dynamodb;

import dev.tokenry.audit.AuditAction;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditChange;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditStamp;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.audit.AuditedChange;
import dev.tokenry.audit.AuditedRecord;
import dev.tokenry.audit.ChangeReader;
import dev.tokenry.exchange.trust.AuditedTrust;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads changes of the table. The stamp of the new image says who made a change. If it is that of the old image, the
 * item was written without this product. The time to live is recognized by the identity of its service.
 */
public final class DynamoChangeReader implements ChangeReader {

    private static final String UNKNOWN_KEY = "unknown";

    private final String environment;

    public DynamoChangeReader(String environment) {
        this.environment = environment;
    }

    @Override
    public Optional<AuditEvent> read(Map<?, ?> streamRecord) {
        StreamRecord change = StreamRecord.parse(streamRecord);
        // The most frequent changes come first, before anything is converted.
        if (Bookkeeping.isItem(change.key())) {
            return Optional.empty();
        }
        if (change.oldImage() instanceof Map<?, ?> before
                && change.newImage() instanceof Map<?, ?> after
                && Bookkeeping.isChange(change.key(), before, after)) {
            return Bookkeeping.isRetiredUse(change.key(), before, after)
                    ? new Reading(change).runRetiredUse()
                    : Optional.empty();
        }
        return new Reading(change).run();
    }

    /** What is found out about one change. */
    private final class Reading {

        private final StreamRecord change;
        private @Nullable AuditStamp stamp;
        private Instant time;

        Reading(StreamRecord change) {
            this.change = change;
            this.time = change.time();
        }

        // Records of other programs, releases and persons can be of any form, and none may stop those that follow.
        Optional<AuditEvent> run() {
            try {
                Map<String, Attribute> before = StreamImage.parse(change.oldImage());
                Map<String, Attribute> after = StreamImage.parse(change.newImage());
                if (before.isEmpty() && after.isEmpty()) {
                    return Optional.of(unparsed());
                }
                identify(before, after);
                return (after.isEmpty() ? removal(before) : write(before, after)).map(this::toEvent);
            } catch (RuntimeException e) {
                return Optional.of(unparsed());
            }
        }

        /** A use is no change of the record: it has no stamp, and the version stays. */
        Optional<AuditEvent> runRetiredUse() {
            try {
                ItemReader item = new ItemReader(change.key(), StreamImage.parse(change.newImage()));
                RetiredUse use = Objects.requireNonNull(
                        RejectedUseAttributes.fromItem(item).retired());
                AuditTarget target = describe(StreamImage.parse(change.newImage()))
                        .orElseThrow()
                        .target();
                time = use.lastAt();
                return Optional.of(event(
                                AuditAction.RETIRED_SECRET_USED,
                                new AuditActor.Possession(target.id(), use.ipAddress(), null),
                                target,
                                List.of(),
                                null)
                        .withRetiredSecretUse(use));
            } catch (RuntimeException e) {
                return Optional.of(unparsed());
            }
        }

        /** Finds out who made the change, and when. */
        private void identify(Map<String, Attribute> before, Map<String, Attribute> after) {
            Optional<AuditStamp> earlier = LastChangeReader.read(before);
            stamp = isStamped(before, after) ? LastChangeReader.read(after).orElse(null) : null;
            if (stamp != null) {
                time = stamp.at();
            } else if (earlier.isPresent() && earlier.get().at().isAfter(time)) {
                // The time of the stream is in whole seconds, and no change precedes that before it.
                time = earlier.get().at();
            }
        }

        /** A write of ours sets both. Only the nonce differs if an operation writes a record twice. */
        private static boolean isStamped(Map<String, Attribute> before, Map<String, Attribute> after) {
            return Stream.of(LastChangeAttribute.NAME, DynamoTable.NONCE)
                    .anyMatch(name -> !Objects.equals(before.get(name), after.get(name)));
        }

        private Optional<AuditedChange> removal(Map<String, Attribute> before) {
            Optional<AuditedRecord> removed = describe(before);
            if (!change.isByTimeToLive()) {
                return Optional.of(
                        removed.map(AuditedChange::deleted).orElseGet(() -> AuditedChange.deleted(target())));
            }
            // A tombstone tells nothing: its deletion was audited.
            return removed.map(AuditedChange::purged);
        }

        private Optional<AuditedChange> write(Map<String, Attribute> before, Map<String, Attribute> after) {
            Optional<AuditedRecord> record = describe(after);
            Optional<AuditedRecord> earlier;
            try {
                earlier = describe(before);
            } catch (RuntimeException e) {
                return Optional.of(record.map(AuditedChange::updated).orElseGet(() -> AuditedChange.deleted(target())));
            }
            if (record.isPresent()) {
                return Optional.of(earlier.map(it -> isLeak()
                                ? AuditedChange.leaked(it, record.get())
                                : AuditedChange.updated(it, record.get()))
                        .orElseGet(() -> AuditedChange.created(record.get())));
            }
            // What was deleted before can be deleted again, which changes nothing.
            return earlier.isEmpty() && stamp != null
                    ? Optional.empty()
                    : Optional.of(earlier.map(AuditedChange::deleted).orElseGet(() -> AuditedChange.deleted(target())));
        }

        /** Returns what an item tells; empty if there is none, or if it is that of a deleted record. */
        private Optional<AuditedRecord> describe(Map<String, Attribute> item) {
            if (item.isEmpty()) {
                return Optional.empty();
            }
            if (change.key().startsWith(ScopeTemplateItem.KEY_PREFIX)) {
                return ScopeTemplateItem.fromItem(item).map(AuditedRecord::of);
            }
            // The seals are not verified: this function has no pepper, and tells what a record says now.
            if (change.key().startsWith(IssuerItem.KEY_PREFIX)) {
                return IssuerItem.fromUnverifiedItem(item).map(AuditedTrust::of);
            }
            if (change.key().startsWith(TrustItem.KEY_PREFIX)) {
                return TrustItem.fromUnverifiedItem(item).map(AuditedTrust::of);
            }
            return switch (StoredRecords.parse(change.key(), item).orElseThrow()) {
                case StoredRecord.StoredToken(var _, var token) -> Optional.of(AuditedRecord.of(token, time));
                case StoredRecord.StoredUser(var _, var user) -> Optional.of(AuditedRecord.of(user));
                case StoredRecord.StoredProject(var _, var project) -> Optional.of(AuditedRecord.of(project));
                case StoredRecord.StoredScope(var _, var scope) ->
                    scope.deleted() ? Optional.empty() : Optional.of(AuditedRecord.of(scope));
                case StoredRecord.StoredApiRules(var _, var apiId, var rules) ->
                    Optional.of(AuditedRecord.of(apiId, rules));
                case StoredRecord.StoredBootstrap(var _, var generation, var tokenId) ->
                    Optional.of(AuditedRecord.ofBootstrap(generation, tokenId));
                case StoredRecord.StoredCheckValue(var _, var version, var _) ->
                    Optional.of(AuditedRecord.ofPepper(version));
                case StoredRecord.Deleted _ -> Optional.empty();
                case StoredRecord.StoredSealedRecord _ -> throw new IllegalStateException("It is described above");
                case StoredRecord.Unreadable _, StoredRecord.UnreadableUser _ ->
                    throw new IllegalStateException("Only a scan returns it");
            };
        }

        private AuditTarget target() {
            return targetOf(change.key());
        }

        private AuditEvent toEvent(AuditedChange audited) {
            return event(audited.action(), actor(), audited.target(), audited.changes(), audited.version())
                    .withLeak(stamp == null ? null : stamp.leak());
        }

        private boolean isLeak() {
            return stamp != null && stamp.leak() != null;
        }

        private AuditEvent unparsed() {
            AuditTarget target = AuditTarget.of(Kind.RECORD, change.key().isEmpty() ? UNKNOWN_KEY : change.key());
            return event(AuditAction.UNPARSED, actor(), target, List.of(), null);
        }

        private AuditEvent event(
                AuditAction action,
                AuditActor actor,
                AuditTarget target,
                List<AuditChange> changes,
                @Nullable Long version) {
            return new AuditEvent(
                    change.id(),
                    time,
                    action,
                    stamp == null ? null : stamp.operation(),
                    actor,
                    target,
                    changes,
                    stamp == null ? null : stamp.requestId(),
                    environment,
                    version,
                    change.sequenceNumber());
        }

        private AuditActor actor() {
            if (change.isByTimeToLive()) {
                return new AuditActor.Service(StreamRecord.DYNAMODB);
            }
            return stamp == null ? new AuditActor.Unknown() : stamp.actor();
        }
    }

    private static AuditTarget targetOf(String key) {
        int end = key.indexOf('#') + 1;
        String id = key.substring(end);
        return AuditTarget.of(
                switch (key.substring(0, end)) {
                    case "" -> Kind.TOKEN;
                    case UserItem.KEY_PREFIX -> Kind.USER;
                    case ProjectItem.KEY_PREFIX -> Kind.PROJECT;
                    case ScopeItem.KEY_PREFIX -> Kind.SCOPE;
                    case ScopeTemplateItem.KEY_PREFIX -> Kind.SCOPE_TEMPLATE;
                    case IssuerItem.KEY_PREFIX -> Kind.ISSUER;
                    case TrustItem.KEY_PREFIX -> Kind.TRUST;
                    case ApiRulesItem.KEY_PREFIX -> Kind.RULES;
                    case DynamoPepperCheckValues.KEY_PREFIX -> Kind.PEPPER;
                    case DynamoDeploymentStore.BOOTSTRAP_KEY_PREFIX -> Kind.BOOTSTRAP;
                    default -> throw new IllegalArgumentException("No record has this key");
                },
                id);
    }
}
