package dev.tokenry.emulator.cloudformation;

/** The part of a request that identifies the caller. */
public record IdentitySource(From from, String name) {

    /** The parts of a request that API Gateway supports as identity sources. */
    public enum From {
        HEADER,
        QUERY_STRING,
        STAGE_VARIABLE,
        CONTEXT
    }
}
