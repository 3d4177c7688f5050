package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of the current request: a token whose secret was verified, with its effective scopes.
 *
 * @param owner the owner of the token
 * @param userId the id of the owner's user record that the token carries; null if it carries none, or if an earlier
 *     release authenticated it
 * @param project the project that the token is bound to; null if it is bound to none
 * @param scopes the effective scopes: those of the token, for a personal token limited to those of its owner
 * @param personal whether the token is a personal access token
 * @param secretGeneration which of the token's secrets the caller presented
 * @param expiresAt when the token expires; null if it never expires
 * @param bootstrap whether the token was created by bootstrap
 * @param regeneratedAt when the presented secret was replaced; null if it is the current one, or if that is not known
 * @param restrictedToAddresses whether the token can be used from some addresses only
 * @param exchanged whether an exchange gave the token: to a job, or to a person if the token is personal
 * @param managedTokens the tokens that the principal manages by its user record. A use case sets it where a rule asks
 *     for it; the authorizer does not.
 */
public record Principal(
        TokenId tokenId,
        OwnerName owner,
        @Nullable String userId,
        @Nullable String project,
        Scopes scopes,
        boolean personal,
        SecretGeneration secretGeneration,
        @Nullable Instant expiresAt,
        boolean bootstrap,
        @Nullable Instant regeneratedAt,
        boolean restrictedToAddresses,
        boolean exchanged,
        ManagedTokens managedTokens) {

    /** Creates the principal that the authorizer authenticated. */
    public Principal(
            TokenId tokenId,
            OwnerName owner,
            @Nullable String userId,
            @Nullable String project,
            Scopes scopes,
            boolean personal,
            SecretGeneration secretGeneration,
            @Nullable Instant expiresAt,
            boolean bootstrap,
            @Nullable Instant regeneratedAt,
            boolean restrictedToAddresses,
            boolean exchanged) {
        this(
                tokenId,
                owner,
                userId,
                project,
                scopes,
                personal,
                secretGeneration,
                expiresAt,
                bootstrap,
                regeneratedAt,
                restrictedToAddresses,
                exchanged,
                ManagedTokens.OWN);
    }

    /** Creates the principal of a token that comes from no exchange. */
    public Principal(
            TokenId tokenId,
            OwnerName owner,
            @Nullable String userId,
            @Nullable String project,
            Scopes scopes,
            boolean personal,
            SecretGeneration secretGeneration,
            @Nullable Instant expiresAt,
            boolean bootstrap,
            @Nullable Instant regeneratedAt,
            boolean restrictedToAddresses) {
        this(
                tokenId,
                owner,
                userId,
                project,
                scopes,
                personal,
                secretGeneration,
                expiresAt,
                bootstrap,
                regeneratedAt,
                restrictedToAddresses,
                false);
    }

    /**
     * Creates the principal of a token that can be used from every address, carries no user id, and that bootstrap did
     * not create.
     */
    public Principal(
            TokenId tokenId,
            OwnerName owner,
            @Nullable String project,
            Scopes scopes,
            boolean personal,
            SecretGeneration secretGeneration,
            @Nullable Instant expiresAt) {
        this(tokenId, owner, null, project, scopes, personal, secretGeneration, expiresAt, false, null, false);
    }

    /** Returns whether an exchange gave the token to a job. Such a token changes nothing, but can delete itself. */
    public boolean isOfJob() {
        return exchanged && !personal;
    }

    /** Returns whether an exchange gave the token to a person who has signed in. */
    public boolean isSession() {
        return exchanged && personal;
    }

    /** Returns whether the scope is one of the effective scopes. */
    public boolean hasScope(Scope scope) {
        return scopes.contains(scope);
    }

    /** Returns whether the principal may manage the tokens of every owner and grant every scope. */
    public boolean managesAllTokens() {
        return project == null && hasScope(Scope.MANAGE_ALL_TOKENS);
    }

    /**
     * Returns whether the principal is an administrator of this project: it may manage all tokens that are bound to it,
     * but not grant more than it has itself.
     *
     * @param ofToken the project of a token; null if the token is bound to none
     */
    public boolean administersProject(@Nullable String ofToken) {
        return project != null && project.equals(ofToken) && hasScope(Scope.MANAGE_ALL_TOKENS);
    }

    /**
     * Returns whether the user of the principal leads this project, so that the principal manages all tokens that are
     * bound to it, but grants no more than it has itself.
     *
     * @param ofToken the project of a token; null if the token is bound to none
     */
    public boolean leads(@Nullable String ofToken) {
        return ofToken != null && managedTokens.ledProjects().contains(ofToken);
    }

    /** Returns whether the principal administers or leads this project. */
    public boolean managesProject(@Nullable String ofToken) {
        return administersProject(ofToken) || leads(ofToken);
    }

    public Principal withManagedTokens(ManagedTokens updated) {
        return new Principal(
                tokenId,
                owner,
                userId,
                project,
                scopes,
                personal,
                secretGeneration,
                expiresAt,
                bootstrap,
                regeneratedAt,
                restrictedToAddresses,
                exchanged,
                updated);
    }
}
