package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Merge patches, and what they do to those who hold the token. */
@ExtendWith(SharedStack.class)
class PatchIT {

    private static final String TOKENS = "/v2/apiTokens/";

    private final TestStack stack;
    private final Caller admin;

    PatchIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/merge-patch+json", "application/merge-patch+json; charset=utf-8"
            })
    void a_patch_changes_what_it_names_and_shows_all(String contentType) {
        Issued issued =
                admin.create("{'name':'n','description':'d','scopes':['metrics.read'],'expirationDate':'now+1d'}");

        Reply reply = Http.send(admin.request(TOKENS + issued.id())
                        .header("Content-Type", contentType)
                        .method("PATCH", BodyPublishers.ofString(Json.of("{'name':'m','description':null}"))))
                .is(200);

        assertThat(reply.text("name")).isEqualTo("m");
        assertThat(reply.json().has("description")).isFalse();
        assertThat(reply.json().has("expirationDate")).isTrue();
        assertThat(reply.header("ETag")).isEqualTo("\"2\"");
        Reply got = admin.get(TOKENS + issued.id());
        assertThat(got.body()).isEqualTo(reply.body());
        assertThat(got.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void a_patch_that_changes_nothing_leaves_the_etag() {
        Issued issued = admin.create("{'name':'n','scopes':['metrics.read']}");

        Reply reply = patch(admin, issued, "{'name':'n','enabled':true,'description':null,'expirationDate':null}")
                .is(200);

        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        assertThat(reply.json().has("modifiedDate")).isFalse();
    }

    @Test
    void scopes_and_status_count_from_the_next_request_on() {
        Issued issued = admin.create("{'name':'n','scopes':['metrics.read']}");
        Caller holder = admin.with(issued);
        holder.get("/v2/apiTokens").isError(403);

        patch(admin, issued, "{'scopes':['apiTokens.read']}").is(200);
        holder.get("/v2/apiTokens").is(200);
        patch(admin, issued, "{'enabled':false}").is(200);
        assertThat(holder.isIn()).isFalse();
        patch(admin, issued, "{'enabled':true}").is(200);
        assertThat(holder.isIn()).isTrue();
    }

    @Test
    void an_expiry_that_is_moved_takes_the_end_of_retention_along() {
        Issued issued = admin.create("{'name':'n','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        long days90 = 90L * 24 * 60 * 60;

        String later = patch(admin, issued, "{'expirationDate':'now+30d'}").text("expirationDate");
        assertThat(item(issued).get("purgeAt").n())
                .isEqualTo(Long.toString(Instant.parse(later).getEpochSecond() + days90));
        patch(admin, issued, "{'expirationDate':null}").is(200);
        assertThat(item(issued)).doesNotContainKey("purgeAt");
        String again = patch(admin, issued, "{'expirationDate':'now+1h'}").text("expirationDate");
        assertThat(item(issued).get("purgeAt").n())
                .isEqualTo(Long.toString(Instant.parse(again).getEpochSecond() + days90));
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    @Test
    void a_null_ends_the_overlap_at_once() {
        Issued old = admin.create("{'name':'n','scopes':['metrics.read']}");
        Issued renewed = Issued.in(admin.post(TOKENS + old.id() + "/regenerate", Json.of("{'overlapSeconds':600}"))
                .is(200));
        assertThat(admin.with(old).isIn()).isTrue();

        patch(admin, old, "{'previousSecretValidUntil':'now+1h'}").names("PAYLOAD_BODY", "previousSecretValidUntil");
        Reply reply = patch(admin, old, "{'previousSecretValidUntil':null}").is(200);

        assertThat(reply.json().has("previousSecretValidUntil")).isFalse();
        assertThat(admin.with(old).isIn()).isFalse();
        assertThat(admin.with(renewed).isIn()).isTrue();
    }

    @Test
    void nobody_outgrows_its_own_rights_by_a_patch() {
        Issued writer = admin.create("""
                {'name':'w','owner':'p','scopes':['apiTokens.read','apiTokens.write','metrics.read'],
                'expirationDate':'now+1d'}""");
        Caller caller = admin.with(writer);
        Issued other = admin.create("{'name':'o','owner':'p','scopes':['metrics.read'],'expirationDate':'now+1h'}");
        Issued strong = admin.create(
                "{'name':'s','owner':'p','scopes':['DataExport'],'enabled':false,'expirationDate':'now+1h'}");
        Issued foreign = admin.create("{'name':'f','owner':'q','scopes':['metrics.read']}");

        patch(caller, other, "{'expirationDate':'now+2d'}").isError(403);
        patch(caller, other, "{'expirationDate':null}").isError(403);
        patch(caller, other, "{'expirationDate':'now+2h'}").is(200);
        patch(caller, other, "{'scopes':['DataExport']}").isError(403);
        patch(caller, strong, "{'enabled':true}").isError(403);
        patch(caller, strong, "{'expirationDate':'now+2h'}").isError(403);
        patch(caller, strong, "{'name':'renamed'}").is(200);
        patch(caller, writer, "{'expirationDate':'now+1h'}").isError(403);
        patch(caller, writer, "{'scopes':['apiTokens.write']}").isError(403);
        patch(caller, writer, "{'enabled':false}").names("PAYLOAD_BODY", "enabled");
        assertThat(patch(caller, foreign, "{'name':'x'}").whole())
                .isEqualTo(patch(caller, new Issued(Forged.id(), ""), "{'name':'x'}")
                        .whole());
        patch(admin.with(other), other, "{'name':'x'}")
                .isError(403, "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");

        admin.post(TOKENS + writer.id() + "/regenerate", Json.of("{'overlapSeconds':600}"))
                .is(200);
        patch(caller, other, "{'name':'by an old secret'}").isError(403);
    }

    private Map<String, AttributeValue> item(Issued issued) {
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            String table = stack.variable("PatchFunction", "TABLE_NAME");
            return dynamo.getItem(request -> request.tableName(table)
                            .key(Map.of("pk", AttributeValue.fromS(issued.id())))
                            .consistentRead(true))
                    .item();
        }
    }

    private static Reply patch(Caller caller, Issued issued, String json) {
        return caller.send("PATCH", TOKENS + issued.id(), Json.of(json));
    }
}
