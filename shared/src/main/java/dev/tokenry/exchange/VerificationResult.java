package dev.tokenry.exchange;

/** The result of verifying an id token. */
public sealed interface VerificationResult
        permits VerifiedIdToken, RejectedIdToken, VerificationResult.KeysUnavailable {

    /** The keys of the issuer are not known at present, so that the token is neither accepted nor rejected. */
    record KeysUnavailable() implements VerificationResult {}
}
