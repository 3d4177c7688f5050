package dev.tokenry.functions.resource;

import dev.tokenry.functions.http.SimilarName;
import dev.tokenry.model.ScopeCatalogue;

/**
 * The hint in an error message about an unknown scope: which scope it resembles, and what declares scopes, because a
 * scope that is not declared yet resembles others by chance.
 */
public final class SimilarScope {

    private SimilarScope() {}

    /** Returns the hint, which follows the name. */
    public static String hint(String name, ScopeCatalogue catalogue) {
        return SimilarName.find(
                                name,
                                catalogue.entries().stream()
                                        .map(entry -> entry.scope().name())
                                        .toList())
                        .map(similar -> ". Did you mean " + similar + "?")
                        .orElse(".")
                + " Scopes are declared by APIs, or with PUT /v2/scopes/{name}";
    }
}
