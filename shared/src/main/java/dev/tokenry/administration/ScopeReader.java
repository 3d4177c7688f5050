package dev.tokenry.administration;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.KnownScopes;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.store.ScopeFinder;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the catalogue of scopes: those that are part of the product, and the own scopes of the environment. */
public final class ScopeReader implements KnownScopes {

    private final Supplier<ScopeCatalogue> product;
    private final ScopeFinder own;
    private final Consumer<String> onDamaged;

    /**
     * @param product supplies the scopes that are part of the product, without the hidden ones. It is called when
     *     scopes are read, because functions that read none do not have the setting.
     * @param onDamaged receives the key of each damaged record in a list
     */
    public ScopeReader(Supplier<ScopeCatalogue> product, ScopeFinder own, Consumer<String> onDamaged) {
        this.product = product;
        this.own = own;
        this.onDamaged = onDamaged;
    }

    @Override
    public ScopeCatalogue catalogueOf(Collection<String> names) {
        ScopeCatalogue visible = product.get();
        List<Scope> candidates = names.stream()
                .filter(visible::mayBeOwn)
                .flatMap(name -> Scope.parse(name).stream())
                .toList();
        if (candidates.isEmpty()) {
            return visible;
        }
        Collection<OwnScope> found = known(own.findRecords(candidates).values());
        return with(visible, found, findReplacements(visible, found));
    }

    @Override
    public ScopeCatalogue catalogue() {
        return with(product.get(), own.list(onDamaged), List.of());
    }

    /**
     * Checks that a scope of this name can be declared. An own scope that exists keeps its name, whatever the vendor
     * has introduced since.
     *
     * @throws InvalidValueException if the name is reserved or not distinct
     */
    public void checkDeclarable(Scope scope) throws InvalidValueException {
        try {
            OwnScope.checkName(scope, ScopeCatalogue.builtIn());
        } catch (InvalidValueException e) {
            if (own.findRecords(List.of(scope)).values().stream().allMatch(OwnScope::deleted)) {
                throw e;
            }
        }
    }

    private Collection<OwnScope> findReplacements(ScopeCatalogue product, Collection<OwnScope> scopes) {
        List<Scope> replacements = scopes.stream()
                .flatMap(scope -> Stream.ofNullable(scope.replacedBy()))
                .filter(replacement -> product.find(replacement.name()).isEmpty())
                .toList();
        return replacements.isEmpty()
                ? List.of()
                : known(own.findRecords(replacements).values());
    }

    private static Collection<OwnScope> known(Collection<OwnScope> scopes) {
        return scopes.stream().filter(scope -> !scope.deleted()).toList();
    }

    /** A scope that replaces another can be deleted, or hidden, later than the other was deprecated. */
    private static ScopeCatalogue with(
            ScopeCatalogue product, Collection<OwnScope> scopes, Collection<OwnScope> replacements) {
        Set<Scope> known = Stream.of(scopes, replacements)
                .flatMap(Collection::stream)
                .map(OwnScope::scope)
                .collect(Collectors.toSet());
        return product.with(scopes.stream()
                .map(scope -> {
                    Scope replacement = scope.replacedBy();
                    boolean usable = replacement == null
                            || known.contains(replacement)
                            || product.find(replacement.name()).isPresent();
                    return usable ? scope.entry() : scope.entry().withoutReplacement();
                })
                .toList());
    }
}
