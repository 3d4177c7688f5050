package dev.tokenry.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Actor;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ExchangeActor;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Leak;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PossessionActor;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastChangeAttributeTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.123Z");
    private static final String ID = "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX";

    @Test
    void tells_which_token_made_the_change_with_which_secret_and_from_where() {
        RequestInfo request = new RequestInfo("request-1", "192.0.2.1", "curl/8");

        assertThat(stored(new TokenActor(principal(SecretGeneration.PREVIOUS), request)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "op", Attribute.fromS("deleteToken"),
                        "at", Attribute.fromN("1773830262123"),
                        "by", Attribute.fromS("token"),
                        "token", Attribute.fromS(ID),
                        "owner", Attribute.fromS("Anna"),
                        "previous", Attribute.fromBool(true),
                        "request", Attribute.fromS("request-1"),
                        "ip", Attribute.fromS("192.0.2.1"),
                        "agent", Attribute.fromS("curl/8")));
    }

    @Test
    void tells_which_invocation_of_which_function_made_the_change() {
        assertThat(stored(new IamActor("bootstrap", "invocation-1")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "op", Attribute.fromS("deleteToken"),
                        "at", Attribute.fromN("1773830262123"),
                        "by", Attribute.fromS("iam"),
                        "function", Attribute.fromS("bootstrap"),
                        "request", Attribute.fromS("invocation-1")));
    }

    @Test
    void tells_who_revoked_which_secret_and_where_it_was_found() {
        PossessionActor finder = new PossessionActor(
                TokenId.parse(ID).orElseThrow(), new RequestInfo("request-1", "192.0.2.1", "curl/8"));

        assertThat(LastChangeAttribute.of(new ChangeStamp(
                                Operation.REVOKE_TOKENS,
                                finder,
                                NOW,
                                new Leak(SecretGeneration.PREVIOUS, "https://example.com/leak")))
                        .m())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "op", Attribute.fromS("revokeTokens"),
                        "at", Attribute.fromN("1773830262123"),
                        "by", Attribute.fromS("possession"),
                        "token", Attribute.fromS(ID),
                        "request", Attribute.fromS("request-1"),
                        "ip", Attribute.fromS("192.0.2.1"),
                        "agent", Attribute.fromS("curl/8"),
                        "leak",
                                Attribute.fromM(Map.of(
                                        "previous", Attribute.fromBool(true),
                                        "source", Attribute.fromS("https://example.com/leak")))));
        assertThat(LastChangeAttribute.of(new ChangeStamp(
                                Operation.REVOKE_TOKENS, finder, NOW, new Leak(SecretGeneration.CURRENT, null)))
                        .m())
                .containsEntry("leak", Attribute.fromM(Map.of("previous", Attribute.fromBool(false))));
    }

    @Test
    void tells_for_which_id_token_a_token_was_exchanged() {
        ExchangeActor job =
                new ExchangeActor("gh", "ci-web", "repo:acme/web", new RequestInfo("request-1", "192.0.2.1", "curl/8"));

        assertThat(LastChangeAttribute.of(new ChangeStamp(Operation.EXCHANGE_TOKEN, job, NOW))
                        .m())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "op", Attribute.fromS("exchangeToken"),
                        "at", Attribute.fromN("1773830262123"),
                        "by", Attribute.fromS("exchange"),
                        "issuer", Attribute.fromS("gh"),
                        "trust", Attribute.fromS("ci-web"),
                        "subject", Attribute.fromS("repo:acme/web"),
                        "request", Attribute.fromS("request-1"),
                        "ip", Attribute.fromS("192.0.2.1"),
                        "agent", Attribute.fromS("curl/8")));
    }

    @Test
    void leaves_out_what_the_request_does_not_tell() {
        RequestInfo unknown = new RequestInfo(null, null, null);

        assertThat(stored(new TokenActor(principal(SecretGeneration.CURRENT), unknown)))
                .containsOnlyKeys("op", "at", "by", "token", "owner");
    }

    @Test
    void keeps_the_first_characters_of_a_long_user_agent() {
        RequestInfo request = new RequestInfo(null, null, "x".repeat(126) + "🔑🔑");

        assertThat(stored(new TokenActor(principal(SecretGeneration.CURRENT), request)))
                .containsEntry("agent", Attribute.fromS("x".repeat(126) + "🔑…"));
    }

    private static Map<String, Attribute> stored(Actor actor) {
        return LastChangeAttribute.of(new ChangeStamp(Operation.DELETE_TOKEN, actor, NOW))
                .m();
    }

    private static Principal principal(SecretGeneration generation) {
        return new Principal(
                TokenId.parse(ID).orElseThrow(),
                OwnerName.of("Anna"),
                null,
                Scopes.of(Scope.WRITE_TOKENS),
                false,
                generation,
                null);
    }
}
