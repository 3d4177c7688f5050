package dev.tokenry.exchange.keys;

/** Where the keys of an issuer come from. */
public sealed interface IssuerKeys {

    /**
     * The issuer publishes its keys. They are kept for the record of the issuer, and not for its URL alone: a record
     * that is created again shares nothing with the earlier one.
     *
     * @param name the name of the record
     * @param id distinguishes the record from earlier and later ones of the same name
     * @param issuer the issuer as configured, never one that only a caller has named
     * @param version the version of the record. A change of the record makes what is in memory void, but not what is
     *     stored: an administrator who enables an issuer again has the keys fetched.
     */
    record Published(String name, String id, String issuer, long version) implements IssuerKeys {

        boolean isOfSameRecord(Published other) {
            return name.equals(other.name) && id.equals(other.id) && issuer.equals(other.issuer);
        }
    }

    /** An administrator has uploaded the keys, because the issuer publishes none. They are never fetched. */
    record Uploaded(KeySet keys) implements IssuerKeys {}
}
