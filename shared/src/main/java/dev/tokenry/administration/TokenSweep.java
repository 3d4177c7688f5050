package dev.tokenry.administration;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads all tokens, newest first, in pages, while there is time. Rows that a filter excludes cost no read of the
 * record. A run passes on at least one token or page, so that runs that continue each other come to an end.
 */
final class TokenSweep {

    /** As many as the table reads side by side. */
    static final int PAGE_SIZE = 800;

    private final TokenQueryStore tokens;
    private final BooleanSupplier hasTime;
    private int examined;

    TokenSweep(TokenQueryStore tokens, BooleanSupplier hasTime) {
        this.tokens = tokens;
        this.hasTime = hasTime;
    }

    int examined() {
        return examined;
    }

    /**
     * Passes on the tokens whose rows match.
     *
     * @param after the position to start after; null to start with the newest token
     * @return the position to continue after; null if all tokens were read
     */
    @Nullable
    IndexPosition run(
            @Nullable IndexPosition after,
            Predicate<TokenSummary> matches,
            Consumer<Token> consumer,
            Consumer<TokenId> onDamaged) {
        IndexPosition position = after;
        while (true) {
            List<TokenSummary> rows = tokens.listSummaries(new TokenFilter.All(), position, PAGE_SIZE);
            Map<TokenId, IndexPosition> matching = new LinkedHashMap<>();
            rows.stream().filter(matches).forEach(row -> matching.put(row.id(), row.position()));
            for (Token token : tokens.findAll(List.copyOf(matching.keySet()), onDamaged)) {
                consumer.accept(token);
                position = matching.get(token.id());
                if (!hasTime.getAsBoolean()) {
                    return position;
                }
            }
            examined += rows.size();
            if (rows.size() < PAGE_SIZE) {
                return null;
            }
            position = rows.getLast().position();
            if (!hasTime.getAsBoolean()) {
                return position;
            }
        }
    }
}
