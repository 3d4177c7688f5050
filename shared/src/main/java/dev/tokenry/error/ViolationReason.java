package dev.tokenry.error;

/**
 * The machine-readable cause of a constraint violation. The values are part of the API: they are documented in
 * {@code docs/api.md} and {@code docs/openapi.yaml}, and never change. Later versions may add some.
 */
public enum ViolationReason {
    /** A value is missing, or is null where a value is necessary. */
    REQUIRED("required"),

    /** A name is empty, blank or too long. */
    LENGTH("length"),

    /** A text or a list is too long. */
    TOO_LONG("too-long"),

    /** A text contains control characters or is not valid Unicode. */
    CONTROL_CHARACTERS("control-characters"),

    /** A value does not have the required form. */
    PATTERN("pattern"),

    /** A text is neither an IP address nor a block of addresses. */
    INVALID_ADDRESS("invalid-address"),

    /** A block contains every address, so that it restricts nothing. */
    ALL_ADDRESSES("all-addresses"),

    /** The number of addresses is not accepted. */
    ADDRESS_COUNT("address-count"),

    /** The number of scopes is not accepted. */
    SCOPE_COUNT("scope-count"),

    /** A scope does not exist. */
    UNKNOWN_SCOPE("unknown-scope"),

    /** A project does not exist. */
    UNKNOWN_PROJECT("unknown-project"),

    /** A scope is deprecated, so that no more tokens can receive it. */
    DEPRECATED_SCOPE("deprecated-scope"),

    /** The name of a scope is reserved, or differs only in case from that of another scope. */
    RESERVED_NAME("reserved-name"),

    /** A condition of a trust does not follow their rules. */
    INVALID_CONDITION("invalid-condition"),

    /** A trust has no condition on an immutable id. */
    PIN_REQUIRED("pin-required"),

    /** The audience is that of another service, or of the issuer. */
    FOREIGN_AUDIENCE("foreign-audience"),

    /** The claim does not name a person for certain: people choose its value, or it is one of the protocol. */
    UNSAFE_CLAIM("unsafe-claim"),

    /** The keys of the issuer could not be fetched. */
    KEYS_UNAVAILABLE("keys-unavailable"),

    /** A trust for jobs cannot give the scope. */
    SCOPE_NOT_FOR_JOBS("scope-not-for-jobs"),

    /** A date does not have a supported form, or does not exist. */
    MALFORMED_DATE("malformed-date"),

    /** A date that must be in the future is not. */
    IN_THE_PAST("in-the-past"),

    /** A date has no time of day. */
    NO_TIME("no-time"),

    /** The expiration date is later than the limit of the environment. */
    MAX_LIFETIME("max-lifetime"),

    /** The environment requires an expiration date. */
    EXPIRATION_REQUIRED("expiration-required"),

    /** The environment requires a list of allowed addresses. */
    ADDRESSES_REQUIRED("addresses-required"),

    /** A personal access token requires its owner to be a registered user. */
    NEEDS_USER("needs-user"),

    /** A value contains a token value. */
    CONTAINS_TOKEN("contains-token"),

    /** The field cannot be changed. */
    READ_ONLY("read-only"),

    /** A token cannot do this to itself. */
    OWN_TOKEN("own-token"),

    /** A token cannot do this to the user that it belongs to. */
    OWN_USER("own-user"),

    /** The token has expired, so that it would not work. */
    EXPIRED("expired"),

    /**
     * The secret of the token leaked, so that the token needs another one, without an overlap, before it can be
     * enabled.
     */
    LEAKED("leaked"),

    /** The user of the owner is disabled or no longer exists, so that the token would not work. */
    OWNER_DISABLED("owner-disabled"),

    /** A token of bootstrap can only be weakened. */
    BOOTSTRAP_TOKEN("bootstrap-token"),

    /** A token from an exchange can only be weakened: another exchange gives another token. */
    EXCHANGED_TOKEN("exchanged-token"),

    /** A property or query parameter is not known. */
    UNKNOWN_PROPERTY("unknown-property"),

    /** The property is reserved for a later version, or the operation does not support the precondition. */
    NOT_SUPPORTED("not-supported"),

    /** The number of tokens in a bulk request is not accepted. */
    BULK_COUNT("bulk-count"),

    /** Too many tokens match to be sorted. */
    SORT_LIMIT("sort-limit"),

    /** A page key is invalid or was issued to another token. */
    PAGE_KEY("page-key"),

    /** A selector does not follow its grammar. */
    MALFORMED_SELECTOR("malformed-selector"),

    /** A number, date or count is too small or too large. */
    OUT_OF_RANGE("out-of-range"),

    /** A value is not one of those that are accepted. */
    UNKNOWN_VALUE("unknown-value"),

    /** A value does not have the required JSON type. */
    WRONG_TYPE("wrong-type"),

    /** A value is specified more than once. */
    DUPLICATE("duplicate"),

    /** A value contradicts another value of the request. */
    INCONSISTENT("inconsistent"),

    /** The body is not a valid JSON object in UTF-8. */
    MALFORMED_JSON("malformed-json");

    private final String value;

    ViolationReason(String value) {
        this.value = value;
    }

    /** Returns the value in responses. */
    public String value() {
        return value;
    }
}
