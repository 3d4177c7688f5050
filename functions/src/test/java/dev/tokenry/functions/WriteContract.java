package dev.tokenry.functions;

import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;

/** Contract of every route that changes tokens. */
public interface WriteContract extends StoreContract {

    /** Returns the token that authenticates the request. */
    Token authorizedToken();

    @Test
    default void failing_writes_change_nothing() {
        TestEvent request = request();
        stack().tokens().failWrites();

        assertUnavailable(request);
    }

    @Test
    default void previous_secret_cannot_change_anything() {
        assertRejected(
                request().calledBy(authorizedToken(), SecretGeneration.PREVIOUS),
                403,
                "The previous secret of a regenerated token cannot be used for changes.");
    }
}
