package dev.tokenry.exchange.keys;

/** The result of redeeming a code. It contains no text of the provider but the id token. */
public sealed interface CodeRedemption {

    /** The provider gave an id token, which is not verified. */
    record Redeemed(String idToken) implements CodeRedemption {

        @Override
        public String toString() {
            return "Redeemed";
        }
    }

    /** The provider does not accept the code: status 400 or 401. */
    record Rejected() implements CodeRedemption {}

    /** Whether the code was redeemed is not known. */
    record Failed(DocumentFailure cause) implements CodeRedemption {}
}
