package dev.tokenry.functions.tokens.list;

import dev.tokenry.functions.tokens.selector.TokenSelector;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.OwnerName;
import dev.tokenry.store.TokenFilter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Combines what a principal can see with the owners and the project of a selector, as disjoint filters. */
final class VisibleFilters {

    private VisibleFilters() {}

    /** Returns filters for the tokens that are both visible and selected; none if there can be no such token. */
    static List<TokenFilter> intersect(TokenFilter visible, TokenSelector selector) {
        List<TokenFilter> filters = intersectOwnersAndProject(visible, selector);
        return selector.selectsExchanged()
                ? filters.stream().<TokenFilter>map(TokenFilter.Exchanged::new).toList()
                : filters;
    }

    private static List<TokenFilter> intersectOwnersAndProject(TokenFilter visible, TokenSelector selector) {
        return switch (visible) {
            case TokenFilter.All() -> intersect(Optional.empty(), null, selector);
            case TokenFilter.ByOwner(var owner, var project) -> intersect(Optional.of(owner), project, selector);
            case TokenFilter.ByProject(var project) -> intersect(Optional.empty(), project, selector);
            case TokenFilter.Exchanged(var within) -> intersectOwnersAndProject(within, selector);
        };
    }

    private static List<TokenFilter> intersect(
            Optional<OwnerName> visibleOwner, @Nullable String visibleProject, TokenSelector selector) {
        String project = selector.project().orElse(visibleProject);
        if (project != null
                && !(visibleProject == null ? NameRules.isValidProject(project) : project.equals(visibleProject))) {
            return List.of();
        }
        if (selector.owners().isEmpty() && visibleOwner.isEmpty()) {
            return List.of(project == null ? new TokenFilter.All() : new TokenFilter.ByProject(project));
        }
        return selector.owners().orElseGet(() -> visibleOwner.stream().toList()).stream()
                .distinct()
                .filter(owner -> visibleOwner.isEmpty() || visibleOwner.get().equals(owner))
                .<TokenFilter>map(owner -> new TokenFilter.ByOwner(owner, project))
                .toList();
    }
}
