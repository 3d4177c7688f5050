package dev.tokenry.authentication;

/** What became of the digest of a secret that was used. */
public sealed interface MigrationResult {

    /** It is of the pepper that new digests are made with, since now. */
    record Migrated() implements MigrationResult {}

    /** It was before, somebody else was faster, or the new pepper was away just now. */
    record NotNeeded() implements MigrationResult {}

    /** It may be of the old pepper still; another use tries again. */
    record Failed(RuntimeException cause) implements MigrationResult {}
}
