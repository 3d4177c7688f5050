package dev.tokenry.model;

/** The administrative operations that change records. Each has an id, which a {@link ChangeStamp} stores. */
public enum Operation {
    CREATE_TOKEN("createToken"),
    UPDATE_TOKEN("updateToken"),
    REGENERATE_TOKEN("regenerateToken"),
    DELETE_TOKEN("deleteToken"),
    /** A person signs out everywhere. */
    DELETE_SESSIONS("deleteSessions"),
    /** A caller that is not authenticated revokes tokens whose secret leaked. */
    REVOKE_TOKENS("revokeTokens"),
    /** A token is given for an id token. */
    EXCHANGE_TOKEN("exchangeToken"),
    PUT_USER("putUser"),
    DELETE_USER("deleteUser"),
    PUT_PROJECT("putProject"),
    DELETE_PROJECT("deleteProject"),
    PUT_SCOPE("putScope"),
    DELETE_SCOPE("deleteScope"),
    PUT_SCOPE_TEMPLATE("putScopeTemplate"),
    DELETE_SCOPE_TEMPLATE("deleteScopeTemplate"),
    PUT_ISSUER("putIssuer"),
    DELETE_ISSUER("deleteIssuer"),
    PUT_TRUST("putTrust"),
    DELETE_TRUST("deleteTrust"),
    PUT_API_RULES("putApiRules"),
    DELETE_API_RULES("deleteApiRules"),
    CREATE_BOOTSTRAP_TOKEN("createBootstrapToken"),
    DISABLE_UNUSED_TOKENS("disableUnusedTokens"),
    DISABLE_VIOLATING_TOKENS("disableViolatingTokens"),
    /** The restore tool brings a restored table up to date. */
    RESTORE("restore");

    private final String id;

    Operation(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
