package dev.tokenry.local;

/** What a start did about the sample records. */
sealed interface SampleResult {

    /** The options exclude them, an earlier start had the data, or the template has no trusts. */
    record NotRequested() implements SampleResult {}

    record Created() implements SampleResult {}

    /**
     * Some were not created, for example because a parameter freezes changes. The stack can be used all the same.
     *
     * @param reason which request failed, and why
     */
    record Failed(String reason) implements SampleResult {}
}
