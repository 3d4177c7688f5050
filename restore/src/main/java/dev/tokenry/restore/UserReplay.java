package dev.tokenry.restore;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import dev.tokenry.store.StoredRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings over what took rights from a user since the restore point, as {@link TokenReplay} does for tokens. */
final class UserReplay {

    private UserReplay() {}

    /** @param newest the newest state of the user; null if the source does not know the user */
    static Replayed<User> replay(User restored, @Nullable StoredRecord newest, ReplayPolicy policy) {
        return switch (newest) {
            // Tokens belong to the record with one id. Disabled, it stops those of both.
            case StoredRecord.StoredUser(var _, var user)
            when !user.id().equals(restored.id()) -> Replayed.of(restored.withEnabled(false), Finding.ORIGIN_DIFFERS);
            case StoredRecord.StoredUser(var _, var user) -> reduce(restored, user);
            case StoredRecord.Deleted _ when !policy.targetInUse() -> Replayed.deleted();
            // A disabled user restricts its owner's tokens at least as much as none. A table in use may have restricted
            // them since, and a table keeps no trace of a user that was deleted long ago.
            case StoredRecord.Deleted _ -> Replayed.of(restored.withEnabled(false), Finding.MISSING);
            case null -> Replayed.of(restored.withEnabled(false), Finding.MISSING);
            default -> Replayed.of(restored.withEnabled(false), Finding.UNREADABLE);
        };
    }

    /** Returns a user that restricts the tokens of its owner at least as much as any other. */
    static User withoutRights(OwnerName name, long version) {
        return new User(name, User.FIRST_ID, null, null, false, Scopes.NONE, false, List.of(), version);
    }

    /** A contact is brought over: what is meant for a person must not go to an address that was removed since. */
    private static Replayed<User> reduce(User restored, User newest) {
        User reduced = new User(
                restored.name(),
                restored.id(),
                restored.firstName(),
                restored.lastName(),
                restored.enabled() && newest.enabled(),
                restored.scopes().intersect(newest.scopes()),
                restored.manageOwnTokens() && newest.manageOwnTokens(),
                restored.leads().stream().filter(newest.leads()::contains).toList(),
                newest.contact(),
                restored.identities().stream()
                        .filter(newest.identities()::contains)
                        .toList(),
                restored.confirmed() && newest.confirmed(),
                restored.version());
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        if (restored.enabled() && !newest.enabled()) {
            findings.add(Finding.DISABLED);
        }
        if (!reduced.equals(restored.withEnabled(reduced.enabled()).withContact(reduced.contact()))) {
            findings.add(Finding.REDUCED);
        }
        if (!restored.contact().equals(newest.contact())) {
            findings.add(Finding.CONTACT_COPIED);
        }
        if (isWidened(restored, newest)) {
            findings.add(Finding.WIDENED);
        }
        if (!Objects.equals(restored.firstName(), newest.firstName())
                || !Objects.equals(restored.lastName(), newest.lastName())) {
            findings.add(Finding.RENAMED);
        }
        return Replayed.of(reduced, findings);
    }

    private static boolean isWidened(User restored, User newest) {
        return (!restored.enabled() && newest.enabled())
                || (!restored.manageOwnTokens() && newest.manageOwnTokens())
                || !restored.scopes().containsAll(newest.scopes().values())
                || !restored.leads().containsAll(newest.leads())
                || !restored.identities().containsAll(newest.identities());
    }
}
