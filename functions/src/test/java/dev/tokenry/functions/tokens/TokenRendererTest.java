package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.SampleTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenRendererTest {

    private final List<String> reads = new ArrayList<>();
    private final TokenRenderer renderer = new TokenRenderer(this::find, () -> SampleTokens.NOW);

    @Test
    void a_prepared_token_is_rendered_without_a_read_that_could_fail() {
        Token token = SampleTokens.of("anna", null, SampleTokens.NOW);
        TokenRenderer remembering = renderer.remembering();

        remembering.prepare("anna");
        assertThat(remembering.full(token)).containsEntry("status", "active");

        assertThat(reads).containsExactly("anna");
        renderer.full(token);
        assertThat(reads).containsExactly("anna", "anna");
    }

    private Optional<User> find(String owner) {
        reads.add(owner);
        return Optional.empty();
    }
}
