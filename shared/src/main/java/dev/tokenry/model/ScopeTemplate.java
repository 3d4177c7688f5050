package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named set of scopes, to choose together when a token is created. A token does not remember its template.
 *
 * @param name a name of the form of a project name
 * @param description null if the template has none; an empty one is none
 * @param version increases with each change; published as the ETag
 */
public record ScopeTemplate(String name, @Nullable String description, Scopes scopes, long version) {

    /** The number of templates that an environment can have, counted about. */
    public static final int MAX_COUNT = 100;

    public ScopeTemplate {
        description = description == null || description.isEmpty() ? null : description;
    }

    /**
     * Returns the first version of a new template, the time in epoch milliseconds, which distinguishes it from a
     * deleted one of the same name.
     */
    public static long initialVersion(Instant now) {
        return now.toEpochMilli();
    }

    public ScopeTemplate withVersion(long newVersion) {
        return new ScopeTemplate(name, description, scopes, newVersion);
    }
}
