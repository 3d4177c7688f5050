package dev.tokenry.restore;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Decides whether a restored table may be used: no record of it is live that the source rejects, a replay has nothing
 * left to write, and each pepper has a key and a check value.
 */
final class Verification {

    private final ReplaySource source;
    private final RestoredTable target;
    private final ReplayPolicy policy;
    private final Set<Integer> pepperVersions;
    private final Instant now;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<Integer> usedVersions = new TreeSet<>();
    private final Set<Integer> checkedVersions = new TreeSet<>();
    private final List<String> failures = new ArrayList<>();

    /** @param pepperVersions the versions that have a key in the parameter PepperKeys */
    Verification(
            ReplaySource source, RestoredTable target, ReplayPolicy policy, Set<Integer> pepperVersions, Instant now) {
        this.source = source;
        this.target = target;
        this.policy = policy;
        this.pepperVersions = pepperVersions;
        this.now = now;
    }

    /**
     * The result.
     *
     * @param counts how many records are in each state
     * @param failures what prevents the use of the table; empty if nothing does
     */
    record Result(Map<String, Integer> counts, List<String> failures) {

        List<String> lines() {
            return Stream.concat(
                            counts.entrySet().stream().map(count -> count.getKey() + ": " + count.getValue()),
                            failures.stream().map(failure -> "FAILED: " + failure))
                    .toList();
        }
    }

    Result verify() {
        Map<String, StoredRecord> newestStates = source.newestStates();
        target.scan().forEach(restored -> verify(restored, newestStates));
        for (int version : usedVersions) {
            require(pepperVersions.contains(version), "pepper version " + version + " has no key in --pepper-keys");
            require(
                    checkedVersions.contains(version),
                    "pepper version " + version + " has no check value in the table");
        }
        new Replay(source, target, policy, now)
                .plan(newestStates).stream()
                        .filter(Change::isPending)
                        .forEach(change -> failures.add(change.key() + " is not replayed"));
        return new Result(counts, failures);
    }

    private void verify(StoredRecord restored, Map<String, StoredRecord> newestStates) {
        counts.merge(state(restored), 1, Integer::sum);
        if (restored instanceof StoredRecord.StoredCheckValue(var _, var version, var _)) {
            checkedVersions.add(version);
        }
        if (restored instanceof StoredRecord.StoredToken(var _, var token)) {
            addVersions(token.secrets());
        }
        if (restored instanceof StoredRecord.StoredSealedRecord sealed) {
            usedVersions.add(sealed.pepperVersion());
        }
        if (isLive(restored)) {
            StoredRecord newest = newestStates.get(restored.key());
            require(newest != null && isLive(newest), restored.key() + " is live, and the source rejects it");
        }
    }

    private void addVersions(SecretDigests secrets) {
        usedVersions.add(secrets.current().pepperVersion());
        secrets.previousValidAt(now)
                .map(SecretDigests.PreviousDigest::digest)
                .map(SecretDigest::pepperVersion)
                .ifPresent(usedVersions::add);
    }

    private boolean isLive(StoredRecord record) {
        return switch (record) {
            case StoredRecord.StoredToken(var _, var token) -> token.isActiveAt(now);
            case StoredRecord.StoredUser(var _, var user) -> user.enabled();
            case StoredRecord.StoredApiRules _, StoredRecord.StoredProject _, StoredRecord.StoredSealedRecord _ -> true;
            case StoredRecord.StoredScope _,
                    StoredRecord.StoredCheckValue _,
                    StoredRecord.StoredBootstrap _,
                    StoredRecord.Deleted _,
                    StoredRecord.Unreadable _,
                    StoredRecord.UnreadableUser _ -> false;
        };
    }

    private String state(StoredRecord record) {
        return switch (record) {
            case StoredRecord.StoredToken(var _, var token) -> "tokens, " + state(token);
            case StoredRecord.StoredUser(var _, var user) -> user.enabled() ? "users, enabled" : "users, disabled";
            case StoredRecord.StoredProject _ -> "projects";
            case StoredRecord.StoredScope(var _, var scope) -> scope.deleted() ? "own scopes, deleted" : "own scopes";
            case StoredRecord.StoredSealedRecord _ -> "issuers, trusts and identities";
            case StoredRecord.StoredApiRules _ -> "APIs with rules";
            case StoredRecord.StoredCheckValue _ -> "peppers with a check value";
            case StoredRecord.StoredBootstrap _ -> "bootstrap generations used";
            case StoredRecord.Deleted _ -> "records, deleted";
            case StoredRecord.Unreadable _, StoredRecord.UnreadableUser _ -> "records, unreadable";
        };
    }

    private String state(Token token) {
        if (!token.settings().enabled()) {
            return "disabled";
        }
        return token.settings().isExpiredAt(now) ? "expired" : "active";
    }

    private void require(boolean condition, String failure) {
        if (!condition) {
            failures.add(failure);
        }
    }
}
