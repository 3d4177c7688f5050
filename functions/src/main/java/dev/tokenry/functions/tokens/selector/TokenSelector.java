package dev.tokenry.functions.tokens.selector;

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
public record TokenSelector(String text, List<Criterion> criteria) {

    public static final TokenSelector ALL = new TokenSelector("", List.of());

    public TokenSelector {
        criteria = List.copyOf(criteria);
    }

    /**
     * Reads a selector as callers write it.
     *
     * @param now what has expired, and what soon will, is told from
     */
    public static TokenSelector parse(String text, ScopeCatalogue scopes, Instant now) throws RefusedSelector {
        return new TokenSelectorParser(text, scopes, now).parse();
    }

    public boolean matches(TokenSummary row) {
        return criteria.stream().allMatch(criterion -> criterion.matches(row));
    }

    /** The owners to which it narrows; empty when it does not. */
    public Optional<List<String>> owners() {
        return find(Criterion.Owner.class).map(Criterion.Owner::names);
    }

    /** The project to which it narrows; empty when it does not. */
    public Optional<String> project() {
        return find(Criterion.Project.class).map(Criterion.Project::name);
    }

    /** Whether it asks for no more than owners and a project. */
    public boolean isOwnerOrProjectOnly() {
        return criteria.stream().allMatch(it -> it instanceof Criterion.Owner || it instanceof Criterion.Project);
    }

    private <C extends Criterion> Optional<C> find(Class<C> type) {
        return criteria.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
