package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.ScopeCatalogue.Entry;
import dev.tokenry.model.ScopeCatalogue.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeCatalogueTest {

    private final ScopeCatalogue catalogue = ScopeCatalogue.builtIn();

    @Test
    void contains_every_scope_that_the_vendor_lists_and_marks_the_others_as_deprecated() {
        List<String> listed = vendorScopes();

        assertThat(listed)
                .hasSize(91)
                .allSatisfy(name -> assertThat(catalogue.find(name)).isPresent());
        assertThat(catalogue.entries())
                .filteredOn(entry -> entry.source() == Source.VENDOR)
                .allSatisfy(entry -> assertThat(entry.deprecated())
                        .as(entry.scope().name())
                        .isEqualTo(!listed.contains(entry.scope().name())));
    }

    @Test
    void keeps_the_scopes_that_the_vendor_dropped() {
        assertThat(catalogue.entries())
                .filteredOn(Entry::deprecated)
                .extracting(entry -> entry.scope().name())
                .containsExactly("AppMonIntegration", "AI", "DcrumIntegration", "LogImport");
    }

    @Test
    void replacements_are_accepted_names() {
        List<Entry> replaced = catalogue.entries().stream()
                .filter(entry -> entry.replacedBy() != null)
                .toList();
        assertThat(replaced)
                .extracting(entry -> entry.scope().name() + " " + entry.replacedBy())
                .containsExactly("AI Davis", "LogImport logs.ingest");
        assertThat(replaced)
                .allSatisfy(entry -> assertThat(catalogue.find(String.valueOf(entry.replacedBy())))
                        .isPresent());
    }

    @Test
    void built_in_scopes_are_those_of_this_service() {
        assertThat(catalogue.entries())
                .filteredOn(entry -> entry.source() == Source.BUILTIN)
                .extracting(entry -> entry.scope().name())
                .containsExactly(
                        "TenantTokenManagement",
                        "apiTokens.read",
                        "apiTokens.write",
                        "snapshots.upload",
                        "users.read",
                        "users.write",
                        "apiTokens.rotateSelf",
                        "scopes.write",
                        "projects.read",
                        "projects.write",
                        "audit.read",
                        "trusts.read",
                        "trusts.write");
    }

    @Test
    void keeps_the_order_of_the_file() {
        assertThat(catalogue.entries().getFirst().scope()).isEqualTo(new Scope("InstallerDownload"));
        assertThat(catalogue.entries().get(70).scope()).isEqualTo(new Scope("hub.write"));
    }

    /**
     * Every environment knows the settled names, and no own scope has one of them. A name that is added later can be
     * that of an own scope: a vendor scope is marked as added later, so that the own scope keeps the name. Nothing else
     * can be added, except built-in scopes with a reserved first word.
     */
    @Test
    void a_name_that_own_scopes_can_have_is_added_with_a_mark_alone() {
        ScopeCatalogue empty = ScopeCatalogue.parse("");

        assertThat(namesAndAliases())
                .filteredOn(name -> !catalogue.mayBeOwn(name))
                .filteredOn(name -> isDeclarable(name, empty))
                .containsExactlyInAnyOrderElementsOf(lines("settled-scopes.txt"));
        assertThat(catalogue.entries())
                .filteredOn(entry -> catalogue.mayBeOwn(entry.scope().name()))
                .allSatisfy(entry -> assertThat(entry.source()).isEqualTo(Source.VENDOR));
    }

    private static boolean isDeclarable(String name, ScopeCatalogue product) {
        try {
            OwnScope.checkName(new Scope(name), product);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private List<String> namesAndAliases() {
        return catalogue.entries().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.scope().name()), entry.aliases().stream()))
                .toList();
    }

    private static List<String> vendorScopes() {
        return lines("vendor-scopes.txt");
    }

    private static List<String> lines(String resource) {
        return Resources.readString(ScopeCatalogueTest.class, resource)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void names_and_aliases_are_unique() {
        assertThat(namesAndAliases()).doesNotHaveDuplicates();
    }

    @Test
    void every_scope_has_a_description() {
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
    void davis_is_an_alias_of_ai() {
        assertThat(catalogue.find("Davis")).contains(new Scope("AI"));
        assertThat(catalogue.find("AI")).contains(new Scope("AI"));
        assertThat(catalogue.entries().stream().flatMap(entry -> entry.aliases().stream()))
                .isEqualTo(List.of("Davis"));
    }

    @Test
    void contains_the_scopes_used_in_code() {
        assertThat(Stream.of(
                        Scope.MANAGE_ALL_TOKENS,
                        Scope.READ_TOKENS,
                        Scope.WRITE_TOKENS,
                        Scope.READ_USERS,
                        Scope.WRITE_USERS,
                        Scope.WRITE_SCOPES,
                        Scope.READ_PROJECTS,
                        Scope.WRITE_PROJECTS,
                        Scope.READ_AUDIT,
                        Scope.READ_TRUSTS,
                        Scope.WRITE_TRUSTS))
                .allSatisfy(scope -> assertThat(catalogue.find(scope.name())).contains(scope));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "davis", "apitokens.write", "apiTokens.write ", "apiTokens", "apiTokens.*", "*"})
    void unknown_names_are_not_found(String name) {
        assertThat(catalogue.find(name)).isEmpty();
    }

    @Test
    void describes_a_scope_with_name_and_description() {
        assertThat(catalogue.entries())
                .filteredOn(entry -> entry.scope().equals(Scope.WRITE_TOKENS))
                .extracting(Entry::description)
                .containsExactly("Write API tokens");
        assertThat(catalogue.describe(Scope.WRITE_TOKENS)).isEqualTo("apiTokens.write (Write API tokens)");
    }

    @Test
    void describes_an_unknown_scope_by_name_only() {
        assertThat(catalogue.describe(new Scope("gone.read"))).isEqualTo("gone.read");
    }

    @Test
    void own_scopes_come_last_and_take_the_place_of_a_scope_of_the_same_name() {
        Entry orders = ownEntry("orders.read");
        Entry logs = ownEntry("logs.read");

        ScopeCatalogue extended = catalogue.with(List.of(orders, logs));

        assertThat(extended.entries()).hasSize(catalogue.entries().size() + 1).endsWith(orders, logs);
        assertThat(extended.findEntry("logs.read")).contains(logs);
        assertThat(catalogue.find("orders.read")).isEmpty();
        assertThat(catalogue.with(List.of(ownEntry("Davis"))).find("Davis")).contains(new Scope("Davis"));
    }

    private static Entry ownEntry(String name) {
        return new Entry(new Scope(name), "An own scope", List.of(), Source.OWN, null, false, null, 1L);
    }
}
