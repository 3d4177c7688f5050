package dev.tokenry.exchange.condition;

/** What a condition finds in the claims. The name in responses is {@link #id}. */
public enum ClaimFinding {
    ABSENT("absent"),
    OTHER_TYPE("otherType"),
    OTHER_VALUE("otherValue"),
    /** The only one with which the condition matches. */
    EQUAL("equal");

    private final String id;

    ClaimFinding(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
