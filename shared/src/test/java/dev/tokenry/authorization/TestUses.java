package dev.tokenry.authorization;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Token;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Listeners of uses, for tests. */
public record TestUses(Consumer<Authenticated> onAuthenticated, BiConsumer<Token, DenialReason> onRejected)
        implements TokenUseListener {

    public static final TokenUseListener IGNORED = new TestUses(_ -> {}, (_, _) -> {});

    /** Returns a listener that ignores rejected uses. */
    public static TokenUseListener of(Consumer<Authenticated> onAuthenticated) {
        return new TestUses(onAuthenticated, (_, _) -> {});
    }

    @Override
    public void authenticated(Authenticated authenticated, AuthorizationDecision decision) {
        onAuthenticated.accept(authenticated);
    }

    @Override
    public void rejected(Token token, DenialReason reason) {
        onRejected.accept(token, reason);
    }
}
