package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.token.ScopeCatalogue.Entry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeCatalogueTest {

    private final ScopeCatalogue catalogue = ScopeCatalogue.builtIn();

    @Test
    void holds_the_71_scopes_of_the_vendor_s_page_and_four_of_ours() {
        assertThat(catalogue.entries()).hasSize(75);
        assertThat(catalogue.entries().subList(71, 75))
                .extracting(entry -> entry.scope().name())
                .containsExactly("snapshots.upload", "users.read", "users.write", "apiTokens.rotateSelf");
    }

    @Test
    void keeps_the_order_of_the_file() {
        assertThat(catalogue.entries().getFirst().scope()).isEqualTo(new Scope("InstallerDownload"));
        assertThat(catalogue.entries().get(70).scope()).isEqualTo(new Scope("hub.write"));
    }

    @Test
    void names_nothing_twice_aliases_included() {
        assertThat(catalogue.entries().stream()
                        .flatMap(entry -> Stream.concat(Stream.of(entry.scope().name()), entry.aliases().stream())))
                .doesNotHaveDuplicates();
    }

    @Test
    void describes_every_scope_in_words() {
        assertThat(catalogue.entries())
                .extracting(Entry::description)
                .allSatisfy(text -> assertThat(text).isNotBlank().isEqualTo(text.strip()));
    }

    @Test
    void finds_every_scope_by_its_name() {
        assertThat(catalogue.entries())
                .allSatisfy(entry ->
                        assertThat(catalogue.find(entry.scope().name())).contains(entry.scope()));
    }

    @Test
    void knows_davis_as_the_other_name_of_ai() {
        assertThat(catalogue.find("Davis")).contains(new Scope("AI"));
        assertThat(catalogue.find("AI")).contains(new Scope("AI"));
        assertThat(catalogue.entries().stream().flatMap(entry -> entry.aliases().stream()))
                .isEqualTo(List.of("Davis"));
    }

    @Test
    void knows_the_scopes_that_the_code_names() {
        assertThat(Stream.of(
                        Scope.MANAGE_ALL_TOKENS,
                        Scope.READ_TOKENS,
                        Scope.WRITE_TOKENS,
                        Scope.READ_USERS,
                        Scope.WRITE_USERS))
                .allSatisfy(scope -> assertThat(catalogue.find(scope.name())).contains(scope));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "davis", "apitokens.write", "apiTokens.write ", "apiTokens", "apiTokens.*", "*"})
    void finds_nothing_by_any_other_name(String name) {
        assertThat(catalogue.find(name)).isEmpty();
    }

    @Test
    void shows_a_scope_as_clients_read_it() {
        assertThat(catalogue.entries())
                .filteredOn(entry -> entry.scope().equals(Scope.WRITE_TOKENS))
                .extracting(Entry::description)
                .containsExactly("Write API tokens");
        assertThat(catalogue.describe(Scope.WRITE_TOKENS)).isEqualTo("apiTokens.write (Write API tokens)");
    }

    @Test
    void shows_a_scope_that_is_not_there_by_its_name_alone() {
        assertThat(catalogue.describe(new Scope("gone.read"))).isEqualTo("gone.read");
    }
}
