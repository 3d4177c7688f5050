package dev.tokenry.functions.resource;

import dev.tokenry.functions.http.SimilarName;
import dev.tokenry.model.ScopeCatalogue;

/** The hint in an error message that names the scope which an unknown name resembles. */
public final class SimilarScope {

    private SimilarScope() {}

    /** Returns the hint; empty if no scope is similar. */
    public static String hint(String name, ScopeCatalogue catalogue) {
        return SimilarName.find(
                        name,
                        catalogue.entries().stream()
                                .map(entry -> entry.scope().name())
                                .toList())
                .map(similar -> ". Did you mean " + similar + "?")
                .orElse("");
    }
}
