package dev.tokenry.functions;

import java.util.Comparator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** The reason that each error without violations must have, by its status and, where that is ambiguous, its message. */
public final class ExpectedReasons {

    private static final Map<Integer, String> BY_STATUS = Map.of(
            404, "not-found",
            412, "precondition-failed",
            413, "too-large",
            415, "unsupported-media-type",
            422, "idempotency-key-reused",
            500, "internal",
            503, "unavailable");

    private static final Map<String, String> BY_MESSAGE = Map.ofEntries(
            Map.entry("Token is missing required scope. Use ", "missing-scope"),
            Map.entry("Token is not bound to this project.", "other-project"),
            Map.entry("Token is bound to another project.", "other-project"),
            Map.entry("Token management is not allowed for this user", "management-not-allowed"),
            Map.entry("The previous secret of a regenerated token cannot be used for changes.", "previous-secret"),
            Map.entry("Token cannot grant scopes that it does not hold: ", "scope-not-held"),
            Map.entry("Creating tokens for another owner requires the scope TenantTokenManagement;", "other-owner"),
            Map.entry("The token must not expire later than the calling token", "outlives"),
            Map.entry(
                    "A personal access token can create and strengthen only personal access tokens.", "personal-only"),
            Map.entry("A token cannot change its own ", "own-token"),
            Map.entry("A token cannot prolong its own ", "own-token"),
            Map.entry("A personal access token can grant ", "personal-only"),
            Map.entry("A user record for an owner that has tokens requires the scope ", "other-owner"),
            Map.entry("The owner already has tokens, which would depend on the new user.", "owner-has-tokens"),
            Map.entry("Binding a token to a project requires the scope ", "other-project"),
            Map.entry("A token that is bound to a project cannot access users.", "users-bound"),
            Map.entry("A token that is bound to a project cannot change scopes", "scopes-bound"),
            Map.entry("The scope is granted to ", "scope-in-use"),
            Map.entry("The scope belongs to the API", "scope-of-api"),
            Map.entry("An environment can have at most ", "scope-limit"),
            Map.entry("The scope was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("The scope template was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("The token was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("The user was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("Conflict with concurrent requests. No changes were made", "concurrent-change"),
            Map.entry("The token was modified concurrently. Its secret was not changed.", "regenerate-conflict"),
            Map.entry("The user still has ", "user-has-tokens"),
            Map.entry("The project still has ", "project-has-tokens"),
            Map.entry("A token that is bound to a project cannot delete it.", "access-denied"),
            Map.entry("The project was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("Changing leads requires the scope ", "access-denied"),
            Map.entry("Changing identities requires the scope ", "access-denied"),
            Map.entry("The request must have a valid signature of GitHub.", "access-denied"),
            Map.entry("Changing email or language of another user requires ", "access-denied"),
            Map.entry("The user leads projects. Changing it requires ", "access-denied"),
            Map.entry("A token named ", "name-taken"),
            Map.entry("The owner ", "token-limit"),
            Map.entry("Trusts give tokens of the user. Changing it requires ", "access-denied"),
            Map.entry("Changing issuers requires the scope ", "access-denied"),
            Map.entry("Changing trusts for people requires the scope ", "access-denied"),
            Map.entry("The trust must not expire later than the calling token", "outlives"),
            Map.entry("The token must not expire more than ", "outlives"),
            Map.entry("The trust must not expire more than ", "outlives"),
            Map.entry("Only a session of a person who has signed in can delete sessions.", "access-denied"),
            Map.entry("The issuer is still named by ", "issuer-has-trusts"),
            Map.entry("The user is still named by ", "user-has-trusts"),
            Map.entry("The project is still named by ", "project-has-trusts"),
            Map.entry("A project can have at most ", "trust-limit"),
            Map.entry("The name is taken.", "name-taken"),
            Map.entry("The subject ", "identity-taken"),
            Map.entry("The issuer was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("The trust was modified concurrently. No changes were made", "concurrent-change"),
            Map.entry("Changes are paused while an administrator restores data.", "frozen"));

    private ExpectedReasons() {}

    /** @throws AssertionError when no reason is known for the error */
    public static String of(int status, String message) {
        Optional<String> reason = BY_MESSAGE.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getKey()))
                // The most specific one.
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Entry::getValue);
        return reason.or(() -> Optional.ofNullable(BY_STATUS.get(status)))
                .orElseThrow(() -> new AssertionError("No reason is known for " + status + " " + message));
    }
}
