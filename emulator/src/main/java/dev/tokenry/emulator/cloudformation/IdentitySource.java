package dev.tokenry.emulator.cloudformation;

/** Where a request says something of who is asking. */
public record IdentitySource(From from, String name) {

    /** The kinds of places that API Gateway can look at. */
    public enum From {
        HEADER,
        QUERY_STRING,
        STAGE_VARIABLE,
        CONTEXT
    }
}
