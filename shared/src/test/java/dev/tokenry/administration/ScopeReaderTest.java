package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.ScopeCatalogue.Entry;
import dev.tokenry.model.ScopeCatalogue.Source;
import dev.tokenry.store.InMemoryScopeStore;
import dev.tokenry.store.ScopeChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own scopes whose name the vendor has introduced since they were declared. */
class ScopeReaderTest {

    private static final ScopeCatalogue PRODUCT = ScopeCatalogue.parse("""
            metrics.read\tRead metrics\t\tvendor
            orders.read\tRead orders of the vendor\t\tvendor\t\t\ttrue
            """);
    private static final List<String> ANY_CASE = List.of("orders.read", "Orders.Read", "ORDERS.READ");

    private final InMemoryScopeStore store = new InMemoryScopeStore();
    private final ScopeReader reader = new ScopeReader(() -> PRODUCT, store, _ -> {});

    @ParameterizedTest
    @ValueSource(strings = {"orders.read", "Orders.Read"})
    void own_scope_keeps_the_name_in_any_case(String name) {
        OwnScope own = declare(new OwnScope(new Scope(name), "Own").withDetails("Own", true, null));

        for (ScopeCatalogue catalogue : List.of(reader.catalogueOf(ANY_CASE), reader.catalogue())) {
            assertThat(catalogue.entries()).extracting(Entry::scope).contains(own.scope());
            assertThat(ANY_CASE)
                    .allSatisfy(requested -> assertThat(catalogue.findEntry(requested))
                            .isEqualTo(requested.equals(name) ? Optional.of(own.entry()) : Optional.<Entry>empty()));
        }
    }

    @Test
    void vendor_scope_has_the_name_if_no_own_scope_has_it() {
        assertIsOfVendor();

        declare(new OwnScope(new Scope("orders.read"), "Own").asDeleted());
        assertIsOfVendor();
    }

    private void assertIsOfVendor() {
        for (ScopeCatalogue catalogue : List.of(reader.catalogueOf(ANY_CASE), reader.catalogue())) {
            assertThat(catalogue.findEntry("orders.read").map(Entry::source)).contains(Source.VENDOR);
        }
    }

    private OwnScope declare(OwnScope scope) {
        assertThat(store.save(new ScopeChange(Optional.empty(), scope), STAMP)).isTrue();
        return scope;
    }
}
