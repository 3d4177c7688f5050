package dev.tokenry.exchange.trust;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;

/** Which trusts are listed or counted. */
public sealed interface TrustFilter {

    record All() implements TrustFilter {}

    /** Trusts that give tokens of a project. */
    record ByProject(String project) implements TrustFilter {}

    /** Trusts that give tokens of an owner. */
    record ByOwner(OwnerName owner) implements TrustFilter {}

    /** Trusts that name an issuer, also those that were written for an earlier issuer of the name. */
    record ByIssuer(String issuerName) implements TrustFilter {}

    /** Trusts that give a scope. */
    record ByScope(Scope scope) implements TrustFilter {}
}
