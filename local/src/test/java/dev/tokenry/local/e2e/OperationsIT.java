package dev.tokenry.local.e2e;

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

/** Every call on one token, and what it does to those who hold that token. */
@ExtendWith(SharedStack.class)
class OperationsIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final Caller admin;

    OperationsIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_token_is_shown_with_all_its_fields_and_never_its_secret() {
        Issued issued = admin.create("""
                {'name':'Ünïcode 🔑','scopes':['metrics.read','logs.read','metrics.read'],'description':'for CI',
                'expirationDate':'2099-01-02 03:04','owner':'someone@example.org','project':'alpha','enabled':false}""");

        Reply reply = admin.get(TOKENS + "/" + issued.id()).is(200);

        JsonNode token = reply.json();
        assertThat(Json.names(token))
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
                        "scopes");
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
    void a_token_sees_itself_without_any_right_and_others_only_with_it() {
        Issued plain = admin.create("{'name':'plain','scopes':['metrics.read']}");
        Issued other = admin.create("{'name':'other','scopes':['metrics.read']}");

        JsonNode itself =
                admin.with(plain).get(TOKENS + "/" + plain.id()).is(200).json();

        assertThat(itself.get("effectiveScopes"))
                .extracting(JsonNode::textValue)
                .containsExactly("metrics.read");
        admin.with(plain)
                .get(TOKENS + "/" + other.id())
                .isError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        assertThat(Json.names(admin.get(TOKENS + "/" + plain.id()).json())).doesNotContain("effectiveScopes");
    }

    @Test
    void a_rename_moves_the_etag_and_the_date_of_change() {
        Issued issued = admin.create("{'name':'before','scopes':['metrics.read']}");

        Reply answer = admin.put(TOKENS + "/" + issued.id(), Json.of("{'name':'after'}"))
                .is(204);

        assertThat(answer.body()).isEmpty();
        Reply token = admin.get(TOKENS + "/" + issued.id()).is(200);
        assertThat(token.text("name")).isEqualTo("after");
        assertThat(token.text("modifiedDate")).matches(".*\\.\\d{3}Z");
        assertThat(token.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void a_change_that_changes_nothing_leaves_the_etag() {
        Issued issued = admin.create("{'name':'same','scopes':['metrics.read','logs.read']}");

        admin.put(TOKENS + "/" + issued.id(), Json.of("""
                {'name':'same','enabled':true,'scopes':['logs.read','metrics.read']}""")).is(204);

        Reply token = admin.get(TOKENS + "/" + issued.id()).is(200);
        assertThat(token.header("ETag")).isEqualTo("\"1\"");
        assertThat(token.json().has("modifiedDate")).isFalse();
    }

    @Test
    void a_client_may_send_back_what_it_was_given() {
        Issued issued = admin.create("{'name':'whole','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        String record = admin.get(TOKENS + "/" + issued.id()).is(200).body();

        admin.put(TOKENS + "/" + issued.id(), record).is(204);

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
    void what_never_changes_is_refused_by_name(String field, String value) {
        Issued issued = admin.create("{'name':'fixed','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        String json = Json.of("{'name':'changed','%s':%s}", field, value.equals("true") ? value : "'" + value + "'");

        admin.put(TOKENS + "/" + issued.id(), json).names("PAYLOAD_BODY", field);

        assertThat(admin.get(TOKENS + "/" + issued.id()).text("name")).isEqualTo("fixed");
    }

    @Test
    void a_disabled_token_is_refused_at_once_and_works_again_when_enabled() {
        Issued issued = admin.create("{'name':'switch','scopes':['metrics.read']}");
        Caller holder = admin.with(issued);
        assertThat(holder.isIn()).isTrue();

        admin.put(TOKENS + "/" + issued.id(), Json.of("{'enabled':false}")).is(204);
        assertThat(holder.isIn()).isFalse();

        admin.put(TOKENS + "/" + issued.id(), Json.of("{'enabled':true}")).is(204);
        assertThat(holder.isIn()).isTrue();
        assertThat(admin.get(TOKENS + "/" + issued.id()).json().has("modifiedDate"))
                .isFalse();
    }

    @Test
    void other_scopes_count_from_the_next_request_on() {
        Issued issued = admin.create("{'name':'scopes','scopes':['metrics.read']}");
        Caller holder = admin.with(issued);
        holder.get(TOKENS).isError(403);

        admin.put(TOKENS + "/" + issued.id(), Json.of("{'scopes':['apiTokens.read']}"))
                .is(204);
        holder.get(TOKENS).is(200);

        admin.put(TOKENS + "/" + issued.id(), Json.of("{'scopes':['metrics.read']}"))
                .is(204);
        holder.get(TOKENS).isError(403);
        admin.put(TOKENS + "/" + issued.id(), Json.of("{'scopes':[]}")).names("PAYLOAD_BODY", "scopes");
    }

    @Test
    void a_deleted_token_is_gone_for_everyone_and_for_good() {
        Issued issued = admin.create("{'name':'short-lived','scopes':['metrics.read'],'owner':'deleter'}");
        String unknown = admin.get(TOKENS + "/" + Forged.id()).isError(404).whole();

        assertThat(admin.delete(TOKENS + "/" + issued.id()).is(204).body()).isEmpty();

        assertThat(admin.with(issued).isIn()).isFalse();
        assertThat(admin.get(TOKENS + "/" + issued.id()).whole()).isEqualTo(unknown);
        assertThat(admin.delete(TOKENS + "/" + issued.id()).whole()).isEqualTo(unknown);
        assertThat(admin.put(TOKENS + "/" + issued.id(), Json.of("{'enabled':true}"))
                        .whole())
                .isEqualTo(unknown);
        assertThat(admin.post(TOKENS + "/" + issued.id() + "/regenerate").whole())
                .isEqualTo(unknown);
        assertThat(admin.get(TOKENS + "?pageSize=1000").body()).doesNotContain(issued.id());
    }

    @Test
    void no_token_can_stop_itself() {
        Issued issued = admin.create("{'name':'self','scopes':['apiTokens.write','metrics.read']}");
        Caller holder = admin.with(issued);

        holder.delete(TOKENS + "/" + issued.id()).names("PATH", "id");
        holder.put(TOKENS + "/" + issued.id(), Json.of("{'enabled':false}")).names("PAYLOAD_BODY", "enabled");
        holder.put(TOKENS + "/" + issued.id(), Json.of("{'scopes':['metrics.read']}"))
                .isError(403);

        holder.put(TOKENS + "/" + issued.id(), Json.of("{'name':'I'}")).is(204);
        assertThat(holder.isIn()).isTrue();
    }

    @Test
    void the_old_secret_dies_with_the_answer() {
        Issued old = admin.create("{'name':'regenerated','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        JsonNode before = admin.get(TOKENS + "/" + old.id()).json();

        Reply reply = admin.post(TOKENS + "/" + old.id() + "/regenerate").is(200);

        Issued renewed = Issued.in(reply);
        assertThat(Json.names(reply.json())).containsExactly("id", "token", "expirationDate");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(renewed.id()).isEqualTo(old.id());
        assertThat(renewed.secret()).matches("[A-Z2-7]{64}").isNotEqualTo(old.secret());
        assertThat(admin.with(old).isIn()).isFalse();
        assertThat(admin.with(renewed).isIn()).isTrue();
        JsonNode after = admin.get(TOKENS + "/" + old.id()).json();
        assertThat(after.has("regeneratedDate")).isTrue();
        for (String kept : List.of("name", "scopes", "enabled", "expirationDate", "creationDate", "owner")) {
            assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
        }
    }

    @Test
    void both_secrets_work_during_an_overlap_and_never_a_third() {
        Issued first = admin.create("{'name':'overlap','scopes':['metrics.read']}");
        String path = TOKENS + "/" + first.id() + "/regenerate";

        Reply reply = admin.post(path, Json.of("{'overlapSeconds':600}")).is(200);
        Issued second = Issued.in(reply);
        assertThat(Json.names(reply.json())).containsExactly("id", "token", "previousSecretValidUntil");
        assertThat(Instant.parse(reply.text("previousSecretValidUntil")))
                .isBetween(
                        Instant.now().plus(Duration.ofSeconds(580)),
                        Instant.now().plus(Duration.ofSeconds(600)));
        assertThat(admin.with(first).isIn()).isTrue();
        assertThat(admin.with(second).isIn()).isTrue();

        Issued third =
                Issued.in(admin.post(path, Json.of("{'overlapSeconds':600}")).is(200));
        assertThat(admin.with(first).isIn()).isFalse();
        assertThat(admin.with(second).isIn()).isTrue();
        assertThat(admin.with(third).isIn()).isTrue();

        Issued fourth = Issued.in(admin.post(path).is(200));
        assertThat(admin.with(second).isIn()).isFalse();
        assertThat(admin.with(third).isIn()).isFalse();
        assertThat(admin.with(fourth).isIn()).isTrue();
    }

    @Test
    void an_overlap_ends_with_the_token_at_the_latest() {
        Issued issued = admin.create("{'name':'ends','scopes':['metrics.read'],'expirationDate':'now+1h'}");

        Reply reply = admin.post(TOKENS + "/" + issued.id() + "/regenerate", Json.of("{'overlapSeconds':604800}"))
                .is(200);

        assertThat(reply.text("previousSecretValidUntil")).isEqualTo(reply.text("expirationDate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "604801", "'10'", "1.5", "1e2", "true", "99999999999999999999"})
    void an_overlap_is_a_whole_number_of_seconds_up_to_a_week(String overlap) {
        Issued issued = admin.create("{'name':'range','scopes':['metrics.read']}");

        admin.post(TOKENS + "/" + issued.id() + "/regenerate", Json.of("{'overlapSeconds':%s}", overlap))
                .names("PAYLOAD_BODY", "overlapSeconds");

        assertThat(admin.with(issued).isIn()).isTrue();
    }

    @Test
    void a_disabled_token_stays_disabled_when_regenerated() {
        Issued issued = admin.create("{'name':'off','scopes':['metrics.read'],'enabled':false}");

        Issued renewed =
                Issued.in(admin.post(TOKENS + "/" + issued.id() + "/regenerate").is(200));

        assertThat(admin.with(renewed).isIn()).isFalse();
        admin.put(TOKENS + "/" + issued.id(), Json.of("{'enabled':true}")).is(204);
        assertThat(admin.with(renewed).isIn()).isTrue();
        assertThat(admin.with(issued).isIn()).isFalse();
    }

    @Test
    void a_token_that_may_rotate_itself_rotates_nothing_else() {
        Issued issued = admin.create("{'name':'rotor','scopes':['apiTokens.rotateSelf']}");
        Issued other = admin.create("{'name':'other','scopes':['apiTokens.rotateSelf']}");

        admin.with(issued)
                .post(TOKENS + "/" + other.id() + "/regenerate")
                .isError(403, "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
        Issued renewed = Issued.in(admin.with(issued)
                .post(TOKENS + "/" + issued.id() + "/regenerate")
                .is(200));

        assertThat(admin.with(issued).isIn()).isFalse();
        assertThat(admin.with(renewed).isIn()).isTrue();
        assertThat(admin.with(other).isIn()).isTrue();
    }
}
