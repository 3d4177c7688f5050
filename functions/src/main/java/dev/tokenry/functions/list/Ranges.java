package dev.tokenry.functions.list;

import dev.tokenry.functions.list.selector.Selector;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.model.NameRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller may see, narrowed to the owners and the project that it asks for: ranges that share no token. */
final class Ranges {

    private Ranges() {}

    /** What may be seen and is asked for; none when nothing can be both. */
    static List<TokenFilter> of(TokenFilter visible, Selector selector) {
        return switch (visible) {
            case TokenFilter.All() -> within(Optional.empty(), null, selector);
            case TokenFilter.ByOwner(var owner, var project) -> within(Optional.of(owner), project, selector);
            case TokenFilter.ByProject(var project) -> within(Optional.empty(), project, selector);
        };
    }

    private static List<TokenFilter> within(
            Optional<String> visibleOwner, @Nullable String visibleProject, Selector selector) {
        String asked = selector.project().orElse(visibleProject);
        if (asked != null && !(visibleProject == null ? NameRules.isValidProject(asked) : asked.equals(visibleProject))) {
            return List.of();
        }
        if (selector.owners().isEmpty() && visibleOwner.isEmpty()) {
            return List.of(asked == null ? new TokenFilter.All() : new TokenFilter.ByProject(asked));
        }
        return selector.owners().orElseGet(() -> visibleOwner.stream().toList()).stream()
                .distinct()
                // An index has no place for what no owner can be called.
                .filter(NameRules::isValidOwner)
                .filter(owner -> visibleOwner.isEmpty() || visibleOwner.get().equals(owner))
                .<TokenFilter>map(owner -> new TokenFilter.ByOwner(owner, asked))
                .toList();
    }
}
