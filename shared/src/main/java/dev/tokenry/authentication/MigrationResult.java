package dev.tokenry.authentication;

/** The result of the migration of a digest. */
public sealed interface MigrationResult {

    /** The digest was replaced by one with the current pepper version. */
    record Migrated() implements MigrationResult {}

    /** Nothing was written: the digest has the current pepper version, or another request replaced it first. */
    record NotNeeded() implements MigrationResult {}

    /** Nothing was written, because migrations are paused after a failure. A later use of the secret tries again. */
    record Paused() implements MigrationResult {}

    /** The migration failed. The next use of the secret tries again. */
    record Failed(RuntimeException cause) implements MigrationResult {}
}
