package dev.tokenry.access;

/** What became of the digest of a secret that was used. */
public sealed interface Renewal {

    /** It is of the pepper that new digests are made with, since now. */
    record Renewed() implements Renewal {}

    /** It was before, somebody else was faster, or the new pepper was away just now. */
    record NothingToDo() implements Renewal {}

    /** It may be of the old pepper still; another use tries again. */
    record Failed(RuntimeException fault) implements Renewal {}
}
