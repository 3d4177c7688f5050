package dev.tokenry.administration;

import dev.tokenry.authorization.Leads;
import dev.tokenry.authorization.UserPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.store.ProjectFinder;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.UserStore;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Deletes a user that has no tokens and trusts left. The user record restricts the tokens of the user; if it were
 * deleted before them, the restrictions would end.
 */
public final class DeleteUser {

    // One attempt: a user that changed since the permission was checked is not deleted.
    private static final OptimisticUpdate<User> DELETION = new OptimisticUpdate<>(
            1, ErrorReason.CONCURRENT_CHANGE, OptimisticUpdate.USER.conflictMessage(), User::version);

    /** A delete request. */
    public record Command(OwnerName name, Precondition precondition) {}

    private final UserStore users;
    private final TokenQueryStore tokens;
    private final TrustQueryStore trusts;
    private final Leads leads;
    private final InstantSource clock;

    public DeleteUser(
            UserStore users,
            ProjectFinder projects,
            TokenQueryStore tokens,
            TrustQueryStore trusts,
            InstantSource clock) {
        this.users = users;
        this.tokens = tokens;
        this.trusts = trusts;
        this.leads = new Leads(projects);
        this.clock = clock;
    }

    /**
     * Returns the deleted user; empty if its record is damaged. A damaged record can be deleted only by a caller that
     * manages all tokens, because it does not tell which scopes the user has.
     *
     * @throws ApiException.ForbiddenException if the caller may not delete users, or not this one
     * @throws ApiException.NotFoundException if the user does not exist
     * @throws ApiException.ConflictException if the user has tokens or trusts, or another request changed it at the
     *     same time
     * @throws ApiException.PreconditionFailedException if the user is not at the expected version
     */
    public Optional<User> execute(TokenActor actor, Command command) {
        Principal principal = actor.principal();
        UserPermissions.requireMayWrite(principal);
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_USER, actor, clock.instant());
        try {
            return Optional.of(delete(principal, command, stamp));
        } catch (CorruptRecordException e) {
            if (!principal.managesAllTokens() || !(command.precondition() instanceof Precondition.None)) {
                throw e;
            }
            deleteDamaged(principal, command.name(), stamp);
            return Optional.empty();
        }
    }

    private User delete(Principal principal, Command command, ChangeStamp stamp) {
        return DELETION.run(
                () -> leads.current(UserReader.find(users, command.name())),
                current -> requireMayDelete(principal, current),
                command.precondition(),
                (current, owned) -> {
                    requireNone(owned, current.name());
                    return OptimisticUpdate.toOptional(users.delete(current, stamp));
                });
    }

    private void deleteDamaged(Principal principal, OwnerName name, ChangeStamp stamp) {
        requireNone(requireMayDelete(principal, User.unreadable(name)), name);
        if (!users.deleteDamaged(name, stamp)) {
            throw DELETION.conflict();
        }
    }

    /** Returns the tokens of the user, on which the permission depends. */
    private HeldTokens requireMayDelete(Principal principal, User user) {
        HeldTokens owned = HeldTokens.find(tokens, new TokenFilter.ByOwner(user.name(), null));
        UserPermissions.requireMayDelete(principal, user, owned.tokens());
        return owned;
    }

    private void requireNone(HeldTokens owned, OwnerName name) {
        owned.requireNone(
                ErrorReason.USER_HAS_TOKENS, "The user", ", or give %s to another owner with PATCH", clock.instant());
        HeldTrusts.requireNone(
                trusts,
                new TrustFilter.ByOwner(name),
                ErrorReason.USER_HAS_TRUSTS,
                "The user",
                ", or give %s to another owner");
    }
}
