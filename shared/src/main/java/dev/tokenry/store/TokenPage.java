package dev.tokenry.store;

import dev.tokenry.token.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tokens of a list.
 *
 * @param next where the list goes on, to be handed back as it is; null when it ends here
 */
public record TokenPage(List<Token> tokens, @Nullable String next) {

    public TokenPage {
        tokens = List.copyOf(tokens);
    }
}
