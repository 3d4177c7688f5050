package dev.tokenry.exchange.keys;

/** The result of looking up a key of an issuer. */
public sealed interface KeyLookup {

    record Found(VerificationKey key) implements KeyLookup {}

    /** The issuer has no such key: its current keys are known. */
    record Unknown() implements KeyLookup {}

    /** Whether the issuer has such a key is not known, because its current keys are not. */
    record KeysUnavailable() implements KeyLookup {}
}
