package dev.tokenry.administration;

import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.store.ScopeFinder;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Reads the catalogue of scopes: those that are part of the product, and the own scopes of the environment. */
public final class ScopeReader {

    private final ScopeCatalogue product;
    private final ScopeFinder own;
    private final Consumer<String> onDamaged;

    /**
     * @param product the scopes that are part of the product, without the hidden ones
     * @param onDamaged receives the key of each damaged record in a list
     */
    public ScopeReader(ScopeCatalogue product, ScopeFinder own, Consumer<String> onDamaged) {
        this.product = product;
        this.own = own;
        this.onDamaged = onDamaged;
    }

    /**
     * Returns a catalogue that has every scope of these names. It is strongly consistent: a scope that was declared a moment
     * ago is in it. Names of the product alone cause no read.
     */
    public ScopeCatalogue catalogueOf(Collection<String> names) {
        List<Scope> others = names.stream()
                .filter(name -> product.find(name).isEmpty())
                .flatMap(name -> Scope.parse(name).stream())
                .toList();
        return others.isEmpty() ? product : with(own.findRecords(others).values());
    }

    /** Returns a catalogue of all scopes. A scope that was declared a moment ago may be missing. */
    public ScopeCatalogue catalogue() {
        return with(own.list(onDamaged));
    }

    private ScopeCatalogue with(Collection<OwnScope> scopes) {
        return product.with(scopes.stream()
                .filter(scope -> !scope.deleted())
                .map(OwnScope::entry)
                .toList());
    }
}
