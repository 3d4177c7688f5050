package dev.tokenry.model;

import java.util.Set;

/**
 * The tokens that a principal manages by its user record.
 *
 * @param own whether it manages the tokens of its owner
 * @param ledProjects the names of the projects that its user leads: it manages all tokens that are bound to them
 */
public record ManagedTokens(boolean own, Set<String> ledProjects) {

    /** Those of a principal whose user record was not read, or that has none. */
    public static final ManagedTokens OWN = new ManagedTokens(true, Set.of());

    public ManagedTokens {
        ledProjects = Set.copyOf(ledProjects);
    }
}
