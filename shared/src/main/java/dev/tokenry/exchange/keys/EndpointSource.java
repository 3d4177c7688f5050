package dev.tokenry.exchange.keys;

import java.util.Optional;

/** Where the endpoints of identity providers come from. */
public interface EndpointSource {

    /** Returns the endpoints of an issuer with which people sign in; empty if they are not known at present. */
    Optional<ProviderEndpoints> findEndpoints(IssuerKeys.Published issuer);
}
