package dev.tokenry.functions;

import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;

/** What every route promises that changes tokens. */
public interface WriteContract extends StoreContract {

    /** Someone who may make the request. */
    Token caller();

    @Test
    default void a_store_that_takes_no_writes_changes_nothing() {
        TestEvent request = request();
        stack().tokens().refuseWrites();

        assertAway(request);
    }

    @Test
    default void a_previous_secret_changes_nothing() {
        assertRefused(
                request().by(caller(), SecretGeneration.PREVIOUS),
                403,
                "A token that was regenerated changes nothing with its previous secret.");
    }
}
