package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ResourcesTest {

    @Test
    void resource_is_read_relative_to_a_class() {
        assertThat(Resources.readString(ScopeCatalogue.class, "scopes.tsv")).contains("apiTokens.read");
        assertThat(Resources.findString(ScopeCatalogue.class, "scopes.tsv")).isPresent();
    }

    @Test
    void missing_resource_is_empty_or_an_error_naming_it() {
        assertThat(Resources.findString(ScopeCatalogue.class, "missing.tsv")).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Resources.readString(ScopeCatalogue.class, "missing.tsv"))
                .withMessage("missing.tsv is missing from the package");
    }
}
