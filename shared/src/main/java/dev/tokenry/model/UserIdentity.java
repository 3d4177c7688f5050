package dev.tokenry.model;

/**
 * The subject of an issuer as which a user signs in.
 *
 * @param issuer the name of the issuer's record
 * @param issuerId the id of the issuer's record: an identity of another record of the name does not count
 * @param subject the {@code sub} of the id tokens, which means something for this issuer only
 */
public record UserIdentity(String issuer, String issuerId, String subject) {

    /** The largest number of UTF-16 code units of a subject. Id tokens with longer ones are not accepted. */
    public static final int MAX_SUBJECT_LENGTH = 1024;
}
