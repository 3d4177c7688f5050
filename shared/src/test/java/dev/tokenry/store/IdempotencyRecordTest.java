package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import org.junit.jupiter.api.Test;

class IdempotencyRecordTest {

    @Test
    void personal_tokens_of_one_owner_share_their_keys_whatever_the_spelling() {
        assertThat(caller("anna", true)).isEqualTo(caller("ANNA", true)).isNotEqualTo(caller("bert", true));
    }

    @Test
    void other_tokens_have_keys_of_their_own() {
        assertThat(caller("anna", false)).isNotEqualTo(caller("anna", false));
    }

    private static String caller(String owner, boolean personal) {
        return IdempotencyRecord.callerOf(new Principal(
                SampleTokens.newId(),
                OwnerName.of(owner),
                null,
                Scopes.NONE,
                personal,
                SecretGeneration.CURRENT,
                null));
    }
}
