package dev.tokenry.model;

import java.util.Collection;

/** Knows which scopes exist: those that are part of the product, and the own scopes of the environment. */
public interface KnownScopes {

    /**
     * Returns a catalogue that has every scope of these names. It is strongly consistent: a scope that was declared a
     * moment ago is in it. Names of the product alone cause no read, except those that own scopes may have had before.
     */
    ScopeCatalogue catalogueOf(Collection<String> names);

    /** Returns a catalogue of all scopes. A scope that was declared a moment ago may be missing. */
    ScopeCatalogue catalogue();
}
