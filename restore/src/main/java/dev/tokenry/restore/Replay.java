package dev.tokenry.restore;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Project;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the changes since the restore point to a restored table, as far as they take access away. Afterwards the table
 * accepts no token that the source rejects. Running it again changes nothing.
 */
final class Replay {

    /** Of a user whose version cannot be read. Versions of users begin with the time, so that no ETag matches. */
    private static final long UNKNOWN_VERSION = 1;

    private static final String TOOL = "tokenry-restore";

    private final ReplaySource source;
    private final RestoredTable target;
    private final ReplayPolicy policy;
    private final ChangeStamp stamp;
    private final TokenReplay tokenReplay;

    /** @param now identifies this run in the stamps of what it writes */
    Replay(ReplaySource source, RestoredTable target, ReplayPolicy policy, Instant now) {
        this.source = source;
        this.target = target;
        this.policy = policy;
        this.stamp = new ChangeStamp(Operation.RESTORE, new IamActor(TOOL, now.toString()), now);
        this.tokenReplay = new TokenReplay(policy);
    }

    /**
     * Returns the findings of all records, without writing.
     *
     * @param newestStates the states of the source, which are expensive to read
     */
    List<Change> plan(Map<String, StoredRecord> newestStates) {
        Map<String, StoredRecord> created = new HashMap<>(newestStates);
        List<Change> changes = new ArrayList<>();
        target.scan().forEach(restored -> {
            created.remove(restored.key());
            addIfAny(replay(restored, newestStates.get(restored.key())), changes);
        });
        created.values().forEach(state -> addIfAny(create(state), changes));
        return changes;
    }

    /** Writes what has to be written. */
    ReplayReport run() {
        ReplayReport report = new ReplayReport();
        for (Change change : plan(source.newestStates())) {
            BooleanSupplier write = change.write();
            report.add(change.key(), change.findings());
            if (write != null && write.getAsBoolean()) {
                report.addWrite();
            } else if (write != null) {
                report.add(change.key(), Set.of(Finding.CHANGED_MEANWHILE));
            }
        }
        return report;
    }

    private static void addIfAny(Optional<Change> change, List<Change> changes) {
        change.filter(each -> each.isPending() || !each.findings().isEmpty()).ifPresent(changes::add);
    }

    private Optional<Change> replay(StoredRecord restored, @Nullable StoredRecord newest) {
        return switch (restored) {
            case StoredRecord.StoredToken(var key, var token) -> Optional.of(replayToken(key, token, newest));
            case StoredRecord.StoredUser(var key, var user) -> Optional.of(replayUser(key, user, newest));
            case StoredRecord.StoredProject(var key, var project) -> replayProject(key, project, newest);
            case StoredRecord.StoredScope(var key, var scope) -> replayScope(key, scope, newest);
            case StoredRecord.StoredSealedRecord sealed -> replaySealed(sealed, newest);
            case StoredRecord.StoredApiRules rules -> replayRules(rules, newest);
            case StoredRecord.StoredCheckValue checkValue -> replayCheckValue(checkValue, newest);
            case StoredRecord.Unreadable _, StoredRecord.UnreadableUser _ ->
                Optional.of(new Change(restored.key(), Finding.DAMAGED, null));
            case StoredRecord.Deleted _ -> replayDeleted(newest);
            case StoredRecord.StoredBootstrap _ -> Optional.empty();
        };
    }

    /** A user, a project, an issuer, a trust or an API can have been created again; a token cannot. */
    private Optional<Change> replayDeleted(@Nullable StoredRecord newest) {
        return newest == null || newest instanceof StoredRecord.StoredToken ? Optional.empty() : create(newest);
    }

    private Change replayToken(String key, Token restored, @Nullable StoredRecord newest) {
        Replayed<Token> replayed = tokenReplay.replay(restored, newest);
        return toChange(
                key,
                restored,
                replayed,
                (current, updated) -> target.tokens().replace(current, updated, stamp),
                current -> target.tokens().delete(current, stamp));
    }

    private Change replayUser(String key, User restored, @Nullable StoredRecord newest) {
        Replayed<User> replayed = UserReplay.replay(restored, newest, policy);
        return toChange(
                key,
                restored,
                replayed,
                (current, updated) -> target.users().replace(current, updated, stamp),
                current -> target.users().delete(current, stamp));
    }

    /**
     * Users lead the project with one id: deleting it ends what the restored users lead. One that was created again
     * since then takes its place.
     */
    private Optional<Change> replayProject(String key, Project restored, @Nullable StoredRecord newest) {
        Optional<Project> other = newest instanceof StoredRecord.StoredProject(var _, var project)
                ? Optional.of(project)
                : Optional.empty();
        if (other.filter(project -> project.id().equals(restored.id())).isPresent()) {
            return Optional.empty();
        }
        boolean creates = other.isPresent() && policy.copies() && !policy.targetInUse();
        return Optional.of(new Change(
                key,
                newest instanceof StoredRecord.Deleted ? Finding.DELETED : Finding.PROJECT_DELETED,
                () -> isWritten(target.projects().delete(restored, stamp))
                        && (!creates || target.projects().insert(other.get(), true, stamp))));
    }

    /**
     * A scope belongs to whom the table in use says, as the rules of APIs do. Otherwise tokens that have kept a scope
     * which its API has withdrawn could open another API that declares it.
     */
    private Optional<Change> replayScope(String key, OwnScope restored, @Nullable StoredRecord newest) {
        if (newest instanceof StoredRecord.StoredScope(var _, var scope)
                && scope.withVersion(restored.version()).equals(restored)) {
            return Optional.empty();
        }
        return Optional.of(
                newest instanceof StoredRecord.StoredScope(var _, var scope) && policy.copies() && !policy.targetInUse()
                        ? copyScope(key, Optional.of(restored), scope, Finding.SCOPE_COPIED)
                        : new Change(key, Finding.SCOPE_DIFFERS, null));
    }

    private Change copyScope(String key, Optional<OwnScope> restored, OwnScope newest, Finding finding) {
        return new Change(key, finding, () -> target.scopes().save(new ScopeChange(restored, newest), stamp));
    }

    /**
     * Nothing but a whole record can be written without the pepper: no issuer, trust or link of an identity can be
     * disabled or reduced. Links are copied by themselves, so that users are written without them.
     */
    private Optional<Change> replaySealed(StoredRecord.StoredSealedRecord restored, @Nullable StoredRecord newest) {
        if (newest instanceof StoredRecord.StoredSealedRecord sealed) {
            if (sealed.content().equals(restored.content())) {
                return Optional.empty();
            }
            // Disabled in the table in use, in the meantime: it stays so.
            if (policy.targetInUse() && !restored.enabled()) {
                return Optional.empty();
            }
            if (policy.copies()) {
                return Optional.of(new Change(
                        restored.key(),
                        Finding.SEALED_COPIED,
                        () -> target.sealed().replace(restored, sealed, stamp)));
            }
        }
        return Optional.of(new Change(
                restored.key(),
                newest instanceof StoredRecord.Deleted ? Finding.DELETED : Finding.SEALED_DELETED,
                () -> target.sealed().delete(restored, stamp)));
    }

    private static <T> Change toChange(
            String key,
            T restored,
            Replayed<T> replayed,
            BiFunction<T, T, WriteResult<T>> replace,
            Function<T, WriteResult<T>> delete) {
        T record = replayed.record().orElse(null);
        if (record == null) {
            return new Change(key, replayed.findings(), () -> isWritten(delete.apply(restored)));
        }
        return record.equals(restored)
                ? new Change(key, replayed.findings(), null)
                : new Change(key, replayed.findings(), () -> isWritten(replace.apply(restored, record)));
    }

    /** An API without rules denies every request. */
    private Optional<Change> replayRules(StoredRecord.StoredApiRules restored, @Nullable StoredRecord newest) {
        if (restored.equals(newest)) {
            return Optional.empty();
        }
        return Optional.of(
                newest instanceof StoredRecord.StoredApiRules rules && policy.copies()
                        ? copyRules(rules, Finding.RULES_COPIED)
                        : new Change(restored.key(), Finding.RULES_DELETED, () -> {
                            target.rules().delete(restored.apiId(), stamp);
                            return true;
                        }));
    }

    /** Check values never change, so that another one means another installation, or an attack. */
    private Optional<Change> replayCheckValue(StoredRecord.StoredCheckValue restored, @Nullable StoredRecord newest) {
        if (policy.copies() && newest instanceof StoredRecord.StoredCheckValue && !restored.equals(newest)) {
            throw new RestoreException("The check value " + restored.key() + " of the source differs from that of the"
                    + " restored table: they are not tables of one installation, or the source was changed by an"
                    + " attacker. Nothing was written");
        }
        return newest == null || restored.equals(newest)
                ? Optional.empty()
                : Optional.of(new Change(restored.key(), Finding.CHECK_VALUE_DIFFERS, null));
    }

    private Optional<Change> create(StoredRecord newest) {
        return switch (newest) {
            case StoredRecord.Deleted _ -> Optional.empty();
            // A generation that is recorded as used creates no token, so that it is brought over in any case.
            case StoredRecord.StoredBootstrap(var key, var generation, var tokenId) ->
                Optional.of(new Change(
                        key,
                        Finding.CREATED,
                        () -> target.deployments().insertBootstrapToken(generation, tokenId, stamp)));
            // Such a user stops every token of its owner, which a table in use without the record would accept.
            case StoredRecord.StoredUser(var key, var user)
            when policy.targetInUse() && !user.enabled() ->
                createRestriction(key, UserReplay.withoutRights(user.name(), user.version()));
            case StoredRecord.UnreadableUser(var key, var name)
            when policy.targetInUse() -> createRestriction(key, UserReplay.withoutRights(name, UNKNOWN_VERSION));
            case StoredRecord _
            when policy.targetInUse() -> Optional.of(new Change(newest.key(), Finding.NOT_CREATED, null));
            case StoredRecord.StoredToken(var key, var token)
            when policy.copies() ->
                Optional.of(
                        new Change(key, Finding.CREATED, () -> target.tokens().insert(token, stamp)));
            case StoredRecord.StoredUser(var key, var user)
            when policy.copies() ->
                Optional.of(
                        new Change(key, Finding.CREATED, () -> target.users().insert(user, stamp)));
            // Without the record, tokens of the owner could manage tokens although the user restricts that.
            case StoredRecord.StoredUser(var key, var user) ->
                createRestriction(key, UserReplay.withoutRights(user.name(), user.version()));
            case StoredRecord.UnreadableUser(var key, var name) ->
                createRestriction(key, UserReplay.withoutRights(name, UNKNOWN_VERSION));
            case StoredRecord.StoredProject(var key, var project)
            when policy.copies() ->
                Optional.of(
                        new Change(key, Finding.CREATED, () -> target.projects().insert(project, true, stamp)));
            case StoredRecord.StoredScope(var key, var scope)
            when policy.copies() -> Optional.of(copyScope(key, Optional.empty(), scope, Finding.CREATED));
            case StoredRecord.StoredSealedRecord sealed
            when policy.copies() ->
                Optional.of(new Change(
                        sealed.key(), Finding.CREATED, () -> target.sealed().insert(sealed, stamp)));
            case StoredRecord.StoredApiRules rules
            when policy.copies() -> Optional.of(copyRules(rules, Finding.CREATED));
            case StoredRecord.StoredCheckValue(var key, var version, var value)
            when policy.copies() ->
                Optional.of(new Change(
                        key,
                        Finding.CREATED,
                        () -> target.deployments()
                                .insertPepperCheckValue(version, HexFormat.of().parseHex(value), stamp)));
            case StoredRecord.StoredCheckValue(var key, var _, var _) ->
                Optional.of(new Change(key, Finding.CHECK_VALUE_LOST, null));
            case StoredRecord.StoredToken _,
                    StoredRecord.StoredProject _,
                    StoredRecord.StoredScope _,
                    StoredRecord.StoredSealedRecord _,
                    StoredRecord.StoredApiRules _,
                    StoredRecord.Unreadable _ -> Optional.of(new Change(newest.key(), Finding.LOST, null));
        };
    }

    private Optional<Change> createRestriction(String key, User user) {
        return Optional.of(new Change(
                key, Finding.RESTRICTION_CREATED, () -> target.users().insert(user, stamp)));
    }

    private Change copyRules(StoredRecord.StoredApiRules rules, Finding finding) {
        return new Change(rules.key(), finding, () -> {
            target.rules().replace(rules.apiId(), rules.rules(), stamp);
            return true;
        });
    }

    private static boolean isWritten(WriteResult<?> result) {
        return result instanceof WriteResult.Written;
    }
}
