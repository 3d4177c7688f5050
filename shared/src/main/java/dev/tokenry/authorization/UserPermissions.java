package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Contact;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenSummary;
import java.util.List;
import java.util.Optional;

/**
 * Permissions of a principal on users. A method {@code require…} returns if the rule is met and otherwise throws the
 * exception that becomes the error response.
 */
public final class UserPermissions {

    /** The number of a user's tokens up to which a principal that does not manage all tokens may change the user. */
    public static final int MAX_TOKENS = 1_000;

    private UserPermissions() {}

    /**
     * Requires that the principal is not bound to a project. Users are not part of a project, so a project-bound token
     * has no access to them, whatever its scopes.
     */
    public static void requireMayRead(Principal principal) {
        if (principal.project() != null) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.USERS_BOUND, "A token that is bound to a project cannot access users.");
        }
    }

    /** Requires that the principal may read users and make changes. */
    public static void requireMayWrite(Principal principal) {
        requireMayRead(principal);
        TokenPermissions.requireMayWrite(principal);
    }

    /**
     * Requires that the principal may store this user. Without the scope for all tokens it must be able to grant the
     * scopes of the user, before and after, and those of the user's tokens, which stop and start with the user.
     *
     * @param current the stored user; empty if the user is new
     * @param tokens the tokens of the user, up to more than {@link #MAX_TOKENS}
     * @param adoptTokens whether the request wants a new record although the owner has tokens
     */
    public static void requireMayReplace(
            Principal principal, Optional<User> current, User updated, List<TokenSummary> tokens, boolean adoptTokens) {
        if (!updated.enabled()) {
            requireNotOwnUser(principal, updated.name(), "enabled", "disable");
        }
        requireManagementNotOpened(principal, current, updated);
        current.ifPresent(user -> requireMayChangeIfLead(principal, user));
        TokenPermissions.requireMayGrant(
                principal, current.map(User::scopes).orElse(Scopes.NONE).union(updated.scopes()));
        if (current.isEmpty()) {
            requireMayAdopt(principal, tokens, adoptTokens);
        }
        requireMayGrantAll(principal, tokens);
    }

    /**
     * Requires that the principal may delete the user.
     *
     * @param tokens the tokens of the user, up to more than {@link #MAX_TOKENS}
     */
    public static void requireMayDelete(Principal principal, User user, List<TokenSummary> tokens) {
        requireNotOwnUser(principal, user.name(), "name", "delete");
        requireMayChangeIfLead(principal, user);
        TokenPermissions.requireMayGrant(principal, user.scopes());
        requireMayGrantAll(principal, tokens);
    }

    /**
     * Returns the error for a change of a user whose tokens trusts give, by a principal that does not manage all
     * tokens: the trusts stop and start with the user.
     */
    public static ApiException.ForbiddenException trustsRequireAllTokens() {
        return new ApiException.ForbiddenException(
                ErrorReason.ACCESS_DENIED,
                "Trusts give tokens of the user. Changing it requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
    }

    /** Requires the scope for all tokens, which alone makes users lead projects. */
    public static void requireMayChangeLeads(Principal principal) {
        if (!principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED, "Changing leads requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }

    /** Requires the scope for all tokens, which alone says who signs in as a user. */
    public static void requireMayChangeIdentities(Principal principal) {
        if (!principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "Changing identities requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }

    /** Requires that the principal sees the contact: a caller that changes it receives what is meant for the user. */
    public static void requireMayChangeContact(Principal principal, OwnerName name) {
        if (!seesContact(principal, name)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "Changing email or language of another user requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }

    /**
     * Returns the user as the principal sees it: contact and identities only if it is its own user, or if it manages
     * all tokens.
     */
    public static User visible(Principal principal, User user) {
        return seesContact(principal, user.name())
                ? user
                : user.withContact(Contact.NONE).withIdentities(List.of());
    }

    /** Returns whether the principal sees what is meant for the user: it is its own, or it manages all tokens. */
    public static boolean seesContact(Principal principal, OwnerName name) {
        return principal.managesAllTokens() || principal.owner().equals(name);
    }

    /** A user who leads a project manages tokens that the principal may not even see. */
    private static void requireMayChangeIfLead(Principal principal, User user) {
        if (!user.leads().isEmpty() && !principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "The user leads projects. Changing it requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }

    /** A token that disables or deletes its own user stops itself, and cannot undo it. */
    private static void requireNotOwnUser(Principal principal, OwnerName name, String field, String action) {
        if (principal.owner().equals(name) && !principal.bootstrap()) {
            throw new ApiException.InvalidRequestException(
                    field, ViolationReason.OWN_USER, "A token cannot " + action + " the user that it belongs to.");
        }
    }

    /** A user whose tokens may not manage tokens does not lift that by one of them. */
    private static void requireManagementNotOpened(Principal principal, Optional<User> current, User updated) {
        boolean opens = updated.manageOwnTokens()
                && current.filter(user -> !user.manageOwnTokens()).isPresent();
        if (opens && principal.owner().equals(updated.name()) && !principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.MANAGEMENT_NOT_ALLOWED, "Token management is not allowed for this user");
        }
    }

    /** The record restricts the tokens that the owner has already, and stops them when it is disabled. */
    private static void requireMayAdopt(Principal principal, List<TokenSummary> tokens, boolean adoptTokens) {
        if (tokens.isEmpty()) {
            return;
        }
        if (!principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OTHER_OWNER,
                    "A user record for an owner that has tokens requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
        if (!adoptTokens) {
            throw new ApiException.ConflictException(
                    ErrorReason.OWNER_HAS_TOKENS,
                    "The owner already has tokens, which would depend on the new user. Send adoptTokens=true to"
                            + " create it.");
        }
    }

    private static void requireMayGrantAll(Principal principal, List<TokenSummary> tokens) {
        if (principal.managesAllTokens()) {
            return;
        }
        if (tokens.size() > MAX_TOKENS) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "The user has more than " + MAX_TOKENS + " tokens. Changing it requires the scope "
                            + Scope.MANAGE_ALL_TOKENS + ".");
        }
        // The scopes of personal tokens are limited to those of the user, which are checked already.
        tokens.stream()
                .filter(token -> !token.origin().personal())
                .forEach(token -> TokenPermissions.requireMayGrant(principal, token.scopes()));
    }
}
