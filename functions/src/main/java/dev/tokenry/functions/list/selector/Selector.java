package dev.tokenry.functions.list.selector;

import dev.tokenry.store.TokenSummary;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which tokens a caller wants to see: those that meet every criterion, and all of them when there is none.
 *
 * @param text as the caller wrote it
 */
public record Selector(String text, List<Criterion> criteria) {

    public static final Selector ALL = new Selector("", List.of());

    public Selector {
        criteria = List.copyOf(criteria);
    }

    /**
     * Reads a selector as callers write it.
     *
     * @param now what has expired, and what soon will, is told from
     */
    public static Selector read(String text, ScopeCatalogue scopes, Instant now) throws RefusedSelector {
        return new SelectorReader(text, scopes, now).read();
    }

    public boolean holds(TokenSummary row) {
        return criteria.stream().allMatch(criterion -> criterion.holds(row));
    }

    /** The owners to which it narrows; empty when it does not. */
    public Optional<List<String>> owners() {
        return only(Criterion.Owner.class).map(Criterion.Owner::names);
    }

    /** The project to which it narrows; empty when it does not. */
    public Optional<String> project() {
        return only(Criterion.Project.class).map(Criterion.Project::name);
    }

    /** Whether it asks for no more than owners and a project. */
    public boolean onlyNarrows() {
        return criteria.stream().allMatch(it -> it instanceof Criterion.Owner || it instanceof Criterion.Project);
    }

    private <C extends Criterion> Optional<C> only(Class<C> kind) {
        return criteria.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
