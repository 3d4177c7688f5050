package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.SampleTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenRendererTest {

    private final List<OwnerName> reads = new ArrayList<>();
    private final TokenRenderer renderer = new TokenRenderer(
            this::find, Limits.NONE, new DamagedRecords("tokenry", () -> SampleTokens.NOW), () -> SampleTokens.NOW);

    @Test
    void a_prepared_token_is_rendered_without_a_read_that_could_fail() {
        Token token = SampleTokens.of("anna", null, SampleTokens.NOW);
        TokenRenderer remembering = renderer.remembering();

        remembering.prepare(OwnerName.of("anna"));
        assertThat(remembering.full(token)).containsEntry("status", "active");

        assertThat(reads).containsExactly(OwnerName.of("anna"));
        renderer.full(token);
        assertThat(reads).containsExactly(OwnerName.of("anna"), OwnerName.of("anna"));
    }

    private Optional<User> find(OwnerName owner) {
        reads.add(owner);
        return Optional.empty();
    }
}
