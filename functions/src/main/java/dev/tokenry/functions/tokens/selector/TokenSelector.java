package dev.tokenry.functions.tokens.selector;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A filter of tokens: matches tokens that meet all criteria, and all tokens if there is none.
 *
 * @param text the text that was parsed
 */
public record TokenSelector(String text, List<Criterion> criteria) {

    public static final TokenSelector ALL = new TokenSelector("", List.of());

    public TokenSelector {
        criteria = List.copyOf(criteria);
    }

    /**
     * Parses a selector.
     *
     * @param limits the limits that tokens are compared to
     * @param now the time that expiration dates are compared to
     * @throws InvalidValueException when the text does not follow the grammar; the message contains the position
     */
    public static TokenSelector parse(String text, ScopeCatalogue scopes, Limits limits, Instant now)
            throws InvalidValueException {
        return new TokenSelectorParser(text, scopes, limits, now).parse();
    }

    /**
     * Returns whether a row meets all criteria. The status of a token can depend on its owner, of which the row tells
     * nothing, and the use of scopes is not in it; see {@link #statuses()} and {@link #unusedScopes()}.
     */
    public boolean matches(TokenSummary row) {
        return criteria.stream().allMatch(criterion -> criterion.matches(row));
    }

    /** Returns the owners that this selector is limited to; empty if it is not limited to owners. */
    public Optional<List<OwnerName>> owners() {
        return find(Criterion.Owner.class).map(Criterion.Owner::names);
    }

    /** Returns the project that this selector is limited to; empty if it is not limited to a project. */
    public Optional<String> project() {
        return find(Criterion.Project.class).map(Criterion.Project::name);
    }

    /** Returns the statuses that this selector is limited to; empty if it is not limited to statuses. */
    public Optional<Set<TokenStatus>> statuses() {
        return find(Criterion.Status.class).map(Criterion.Status::statuses);
    }

    /** Returns the criterion on unused scopes, which needs the use of scopes; empty if there is none. */
    public Optional<Criterion.UnusedScopes> unusedScopes() {
        return find(Criterion.UnusedScopes.class);
    }

    /** Returns whether tokens from exchanges are selected. They are left out of a list that does not ask for them. */
    public boolean selectsExchanged() {
        return find(Criterion.Exchanged.class)
                .map(Criterion.Exchanged::expected)
                .orElseGet(() -> find(Criterion.Trust.class).isPresent());
    }

    /** Returns whether all criteria are about owner and project. */
    public boolean isOwnerOrProjectOnly() {
        return criteria.stream().allMatch(it -> it instanceof Criterion.Owner || it instanceof Criterion.Project);
    }

    private <C extends Criterion> Optional<C> find(Class<C> type) {
        return criteria.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
