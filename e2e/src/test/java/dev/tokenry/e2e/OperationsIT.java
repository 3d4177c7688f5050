package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All operations on a token and their effect on it. */
@ExtendWith(SharedStackExtension.class)
class OperationsIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final ApiClient admin;

    OperationsIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_token_is_returned_with_all_fields_except_its_secret() {
        IssuedToken issued = admin.create("""
                {'name':'Ünïcode 🔑','scopes':['metrics.read','logs.read','metrics.read'],'description':'for CI',
                'expirationDate':'2099-01-02 03:04','owner':'someone@example.org','project':'alpha','enabled':false}""");

        ApiReply reply = admin.get(TOKENS + "/" + issued.id()).expectStatus(200);

        JsonNode token = reply.json();
        assertThat(TestJson.names(token))
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "enabled",
                        "personalAccessToken",
                        "owner",
                        "createdBy",
                        "project",
                        "creationDate",
                        "expirationDate",
                        "scopes",
                        "status");
        assertThat(token.get("status").textValue()).isEqualTo("disabled");
        assertThat(token.get("name").textValue()).isEqualTo("Ünïcode 🔑");
        assertThat(token.get("enabled").booleanValue()).isFalse();
        assertThat(token.get("personalAccessToken").booleanValue()).isFalse();
        assertThat(token.get("owner").textValue()).isEqualTo("someone@example.org");
        assertThat(token.get("createdBy").textValue()).isEqualTo("admin");
        assertThat(token.get("expirationDate").textValue()).isEqualTo("2099-01-02T03:04:00.000Z");
        assertThat(token.get("scopes")).extracting(JsonNode::textValue).containsExactly("metrics.read", "logs.read");
        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        assertThat(reply.body()).doesNotContain(issued.secret());
    }

    @Test
    void a_token_can_get_itself_without_a_scope_but_not_others() {
        IssuedToken plain = admin.create("{'name':'plain','scopes':['metrics.read']}");
        IssuedToken other = admin.create("{'name':'other','scopes':['metrics.read']}");

        JsonNode itself = admin.withToken(plain)
                .get(TOKENS + "/" + plain.id())
                .expectStatus(200)
                .json();

        assertThat(itself.get("effectiveScopes"))
                .extracting(JsonNode::textValue)
                .containsExactly("metrics.read");
        admin.withToken(plain)
                .get(TOKENS + "/" + other.id())
                .expectError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        assertThat(TestJson.names(admin.get(TOKENS + "/" + plain.id()).json())).doesNotContain("effectiveScopes");
    }

    @Test
    void a_rename_changes_the_etag_and_the_modified_date() {
        IssuedToken issued = admin.create("{'name':'before','scopes':['metrics.read']}");

        ApiReply response = admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'name':'after'}"))
                .expectStatus(204);

        assertThat(response.body()).isEmpty();
        ApiReply token = admin.get(TOKENS + "/" + issued.id()).expectStatus(200);
        assertThat(token.string("name")).isEqualTo("after");
        assertThat(token.string("modifiedDate")).matches(".*\\.\\d{3}Z");
        assertThat(token.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void an_update_without_changes_keeps_the_etag() {
        IssuedToken issued = admin.create("{'name':'same','scopes':['metrics.read','logs.read']}");

        admin.put(TOKENS + "/" + issued.id(), TestJson.format("""
                {'name':'same','enabled':true,'scopes':['logs.read','metrics.read']}""")).expectStatus(204);

        ApiReply token = admin.get(TOKENS + "/" + issued.id()).expectStatus(200);
        assertThat(token.header("ETag")).isEqualTo("\"1\"");
        assertThat(token.json().has("modifiedDate")).isFalse();
    }

    @Test
    void a_client_can_send_back_the_returned_representation() {
        IssuedToken issued = admin.create("{'name':'whole','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        String record = admin.get(TOKENS + "/" + issued.id()).expectStatus(200).body();

        admin.put(TOKENS + "/" + issued.id(), record).expectStatus(204);

        assertThat(admin.get(TOKENS + "/" + issued.id()).body()).isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource({
        "owner, 'other'",
        "id, 'tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA'",
        "expirationDate, '2098-01-01T00:00:00Z'",
        "creationDate, '2020-01-01T00:00:00.000Z'",
        "personalAccessToken, true"
    })
    void a_read_only_field_is_rejected(String field, String value) {
        IssuedToken issued = admin.create("{'name':'fixed','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        String json =
                TestJson.format("{'name':'changed','%s':%s}", field, value.equals("true") ? value : "'" + value + "'");

        admin.put(TOKENS + "/" + issued.id(), json).expectViolations("PAYLOAD_BODY", field);

        assertThat(admin.get(TOKENS + "/" + issued.id()).string("name")).isEqualTo("fixed");
    }

    @Test
    void a_disabled_token_is_rejected_immediately_until_it_is_enabled() {
        IssuedToken issued = admin.create("{'name':'switch','scopes':['metrics.read']}");
        ApiClient tokenClient = admin.withToken(issued);
        assertThat(tokenClient.isAuthenticated()).isTrue();

        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'enabled':false}"))
                .expectStatus(204);
        assertThat(tokenClient.isAuthenticated()).isFalse();

        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'enabled':true}"))
                .expectStatus(204);
        assertThat(tokenClient.isAuthenticated()).isTrue();
        assertThat(admin.get(TOKENS + "/" + issued.id()).json().has("modifiedDate"))
                .isFalse();
    }

    @Test
    void changed_scopes_take_effect_on_the_next_request() {
        IssuedToken issued = admin.create("{'name':'scopes','scopes':['metrics.read']}");
        ApiClient tokenClient = admin.withToken(issued);
        tokenClient.get(TOKENS).expectError(403);

        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'scopes':['apiTokens.read']}"))
                .expectStatus(204);
        tokenClient.get(TOKENS).expectStatus(200);

        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'scopes':['metrics.read']}"))
                .expectStatus(204);
        tokenClient.get(TOKENS).expectError(403);
        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'scopes':[]}"))
                .expectViolations("PAYLOAD_BODY", "scopes");
    }

    @Test
    void a_deleted_token_is_not_found_by_anyone() {
        IssuedToken issued = admin.create("{'name':'short-lived','scopes':['metrics.read'],'owner':'deleter'}");
        String unknown =
                admin.get(TOKENS + "/" + TamperedTokens.id()).expectError(404).comparableText();

        assertThat(admin.delete(TOKENS + "/" + issued.id()).expectStatus(204).body())
                .isEmpty();

        assertThat(admin.withToken(issued).isAuthenticated()).isFalse();
        assertThat(admin.get(TOKENS + "/" + issued.id()).comparableText()).isEqualTo(unknown);
        assertThat(admin.delete(TOKENS + "/" + issued.id()).comparableText()).isEqualTo(unknown);
        assertThat(admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'enabled':true}"))
                        .comparableText())
                .isEqualTo(unknown);
        assertThat(admin.post(TOKENS + "/" + issued.id() + "/regenerate").comparableText())
                .isEqualTo(unknown);
        assertThat(admin.get(TOKENS + "?pageSize=1000").body()).doesNotContain(issued.id());
    }

    @Test
    void a_token_cannot_disable_or_delete_itself() {
        IssuedToken issued = admin.create("{'name':'self','scopes':['apiTokens.write','metrics.read']}");
        ApiClient tokenClient = admin.withToken(issued);

        tokenClient.delete(TOKENS + "/" + issued.id()).expectViolations("PATH", "id");
        tokenClient
                .put(TOKENS + "/" + issued.id(), TestJson.format("{'enabled':false}"))
                .expectViolations("PAYLOAD_BODY", "enabled");
        tokenClient
                .put(TOKENS + "/" + issued.id(), TestJson.format("{'scopes':['metrics.read']}"))
                .expectError(403);

        tokenClient
                .put(TOKENS + "/" + issued.id(), TestJson.format("{'name':'I'}"))
                .expectStatus(204);
        assertThat(tokenClient.isAuthenticated()).isTrue();
    }

    @Test
    void regenerate_invalidates_the_old_secret_immediately() {
        IssuedToken old = admin.create("{'name':'regenerated','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        JsonNode before = admin.get(TOKENS + "/" + old.id()).json();

        ApiReply reply = admin.post(TOKENS + "/" + old.id() + "/regenerate").expectStatus(200);

        IssuedToken regenerated = IssuedToken.from(reply);
        assertThat(TestJson.names(reply.json())).containsExactly("id", "token", "expirationDate");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(regenerated.id()).isEqualTo(old.id());
        assertThat(regenerated.secret()).matches("[A-Z2-7]{64}").isNotEqualTo(old.secret());
        assertThat(admin.withToken(old).isAuthenticated()).isFalse();
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
        JsonNode after = admin.get(TOKENS + "/" + old.id()).json();
        assertThat(after.has("regeneratedDate")).isTrue();
        for (String field : List.of("name", "scopes", "enabled", "expirationDate", "creationDate", "owner")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
    }

    @Test
    void two_secrets_are_valid_during_an_overlap_and_never_three() {
        IssuedToken first = admin.create("{'name':'overlap','scopes':['metrics.read']}");
        String path = TOKENS + "/" + first.id() + "/regenerate";

        ApiReply reply =
                admin.post(path, TestJson.format("{'overlapSeconds':600}")).expectStatus(200);
        IssuedToken second = IssuedToken.from(reply);
        assertThat(TestJson.names(reply.json())).containsExactly("id", "token", "previousSecretValidUntil");
        assertThat(Instant.parse(reply.string("previousSecretValidUntil")))
                .isBetween(
                        Instant.now().plus(Duration.ofSeconds(580)),
                        Instant.now().plus(Duration.ofSeconds(600)));
        assertThat(admin.withToken(first).isAuthenticated()).isTrue();
        assertThat(admin.withToken(second).isAuthenticated()).isTrue();

        IssuedToken third = IssuedToken.from(
                admin.post(path, TestJson.format("{'overlapSeconds':600}")).expectStatus(200));
        assertThat(admin.withToken(first).isAuthenticated()).isFalse();
        assertThat(admin.withToken(second).isAuthenticated()).isTrue();
        assertThat(admin.withToken(third).isAuthenticated()).isTrue();

        IssuedToken fourth = IssuedToken.from(admin.post(path).expectStatus(200));
        assertThat(admin.withToken(second).isAuthenticated()).isFalse();
        assertThat(admin.withToken(third).isAuthenticated()).isFalse();
        assertThat(admin.withToken(fourth).isAuthenticated()).isTrue();
    }

    @Test
    void an_overlap_ends_no_later_than_the_token() {
        IssuedToken issued = admin.create("{'name':'ends','scopes':['metrics.read'],'expirationDate':'now+1h'}");

        ApiReply reply = admin.post(
                        TOKENS + "/" + issued.id() + "/regenerate", TestJson.format("{'overlapSeconds':604800}"))
                .expectStatus(200);

        assertThat(reply.string("previousSecretValidUntil")).isEqualTo(reply.string("expirationDate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "604801", "'10'", "1.5", "1e-2", "true", "99999999999999999999"})
    void an_overlap_is_a_whole_number_of_seconds_up_to_a_week(String overlap) {
        IssuedToken issued = admin.create("{'name':'range','scopes':['metrics.read']}");

        admin.post(TOKENS + "/" + issued.id() + "/regenerate", TestJson.format("{'overlapSeconds':%s}", overlap))
                .expectViolations("PAYLOAD_BODY", "overlapSeconds");

        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    @Test
    void a_disabled_token_stays_disabled_when_regenerated() {
        IssuedToken issued = admin.create("{'name':'off','scopes':['metrics.read'],'enabled':false}");

        IssuedToken regenerated = IssuedToken.from(
                admin.post(TOKENS + "/" + issued.id() + "/regenerate").expectStatus(200));

        assertThat(admin.withToken(regenerated).isAuthenticated()).isFalse();
        admin.put(TOKENS + "/" + issued.id(), TestJson.format("{'enabled':true}"))
                .expectStatus(204);
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
        assertThat(admin.withToken(issued).isAuthenticated()).isFalse();
    }

    @Test
    void a_token_with_rotate_self_can_rotate_only_itself() {
        IssuedToken issued = admin.create("{'name':'rotor','scopes':['apiTokens.rotateSelf']}");
        IssuedToken other = admin.create("{'name':'other','scopes':['apiTokens.rotateSelf']}");

        admin.withToken(issued)
                .post(TOKENS + "/" + other.id() + "/regenerate")
                .expectError(403, "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
        IssuedToken regenerated = IssuedToken.from(admin.withToken(issued)
                .post(TOKENS + "/" + issued.id() + "/regenerate")
                .expectStatus(200));

        assertThat(admin.withToken(issued).isAuthenticated()).isFalse();
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
        assertThat(admin.withToken(other).isAuthenticated()).isTrue();
    }
}
