package dev.tokenry.e2e;

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

/** Merge patches and their effect on the token. */
@ExtendWith(SharedStackExtension.class)
class PatchIT {

    private static final String TOKENS = "/v2/apiTokens/";

    private final TestStack stack;
    private final ApiClient admin;

    PatchIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/merge-patch+json", "application/merge-patch+json; charset=utf-8"
            })
    void a_patch_changes_the_given_fields_and_returns_the_token(String contentType) {
        IssuedToken issued =
                admin.create("{'name':'n','description':'d','scopes':['metrics.read'],'expirationDate':'now+1d'}");

        ApiReply reply = Http.send(admin.request(TOKENS + issued.id())
                        .header("Content-Type", contentType)
                        .method("PATCH", BodyPublishers.ofString(TestJson.format("{'name':'m','description':null}"))))
                .expectStatus(200);

        assertThat(reply.string("name")).isEqualTo("m");
        assertThat(reply.json().has("description")).isFalse();
        assertThat(reply.json().has("expirationDate")).isTrue();
        assertThat(reply.header("ETag")).isEqualTo("\"2\"");
        ApiReply loaded = admin.get(TOKENS + issued.id());
        assertThat(loaded.body()).isEqualTo(reply.body());
        assertThat(loaded.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void a_patch_that_changes_nothing_leaves_the_etag() {
        IssuedToken issued = admin.create("{'name':'n','scopes':['metrics.read']}");

        ApiReply reply = patch(admin, issued, "{'name':'n','enabled':true,'description':null,'expirationDate':null}")
                .expectStatus(200);

        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        assertThat(reply.json().has("modifiedDate")).isFalse();
    }

    @Test
    void scopes_and_status_take_effect_on_the_next_request() {
        IssuedToken issued = admin.create("{'name':'n','scopes':['metrics.read']}");
        ApiClient tokenClient = admin.withToken(issued);
        tokenClient.get("/v2/apiTokens").expectError(403);

        patch(admin, issued, "{'scopes':['apiTokens.read']}").expectStatus(200);
        tokenClient.get("/v2/apiTokens").expectStatus(200);
        patch(admin, issued, "{'enabled':false}").expectStatus(200);
        assertThat(tokenClient.isAuthenticated()).isFalse();
        patch(admin, issued, "{'enabled':true}").expectStatus(200);
        assertThat(tokenClient.isAuthenticated()).isTrue();
    }

    @Test
    void changing_the_expiration_date_also_changes_the_purge_date() {
        IssuedToken issued = admin.create("{'name':'n','scopes':['metrics.read'],'expirationDate':'now+1d'}");
        long days90 = 90L * 24 * 60 * 60;

        String later = patch(admin, issued, "{'expirationDate':'now+30d'}").string("expirationDate");
        assertThat(item(issued).get("purgeAt").n())
                .isEqualTo(Long.toString(Instant.parse(later).getEpochSecond() + days90));
        patch(admin, issued, "{'expirationDate':null}").expectStatus(200);
        assertThat(item(issued)).doesNotContainKey("purgeAt");
        String restored = patch(admin, issued, "{'expirationDate':'now+1h'}").string("expirationDate");
        assertThat(item(issued).get("purgeAt").n())
                .isEqualTo(Long.toString(Instant.parse(restored).getEpochSecond() + days90));
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    @Test
    void a_null_ends_the_overlap_immediately() {
        IssuedToken old = admin.create("{'name':'n','scopes':['metrics.read']}");
        IssuedToken regenerated = IssuedToken.from(
                admin.post(TOKENS + old.id() + "/regenerate", TestJson.format("{'overlapSeconds':600}"))
                        .expectStatus(200));
        assertThat(admin.withToken(old).isAuthenticated()).isTrue();

        patch(admin, old, "{'previousSecretValidUntil':'now+1h'}")
                .expectViolations("PAYLOAD_BODY", "previousSecretValidUntil");
        ApiReply reply = patch(admin, old, "{'previousSecretValidUntil':null}").expectStatus(200);

        assertThat(reply.json().has("previousSecretValidUntil")).isFalse();
        assertThat(admin.withToken(old).isAuthenticated()).isFalse();
        assertThat(admin.withToken(regenerated).isAuthenticated()).isTrue();
    }

    @Test
    void a_patch_cannot_exceed_the_callers_permissions() {
        IssuedToken writer = admin.create("""
                {'name':'w','owner':'p','scopes':['apiTokens.read','apiTokens.write','metrics.read'],
                'expirationDate':'now+1d'}""");
        ApiClient client = admin.withToken(writer);
        IssuedToken other =
                admin.create("{'name':'o','owner':'p','scopes':['metrics.read'],'expirationDate':'now+1h'}");
        IssuedToken strong = admin.create(
                "{'name':'s','owner':'p','scopes':['DataExport'],'enabled':false,'expirationDate':'now+1h'}");
        IssuedToken foreign = admin.create("{'name':'f','owner':'q','scopes':['metrics.read']}");

        patch(client, other, "{'expirationDate':'now+2d'}").expectError(403);
        patch(client, other, "{'expirationDate':null}").expectError(403);
        patch(client, other, "{'expirationDate':'now+2h'}").expectStatus(200);
        patch(client, other, "{'scopes':['DataExport']}").expectError(403);
        patch(client, strong, "{'enabled':true}").expectError(403);
        patch(client, strong, "{'expirationDate':'now+2h'}").expectError(403);
        patch(client, strong, "{'name':'renamed'}").expectStatus(200);
        patch(client, writer, "{'expirationDate':'now+1h'}").expectError(403);
        patch(client, writer, "{'scopes':['apiTokens.write']}").expectError(403);
        patch(client, writer, "{'enabled':false}").expectViolations("PAYLOAD_BODY", "enabled");
        assertThat(patch(client, foreign, "{'name':'x'}").comparableText())
                .isEqualTo(patch(client, new IssuedToken(TamperedTokens.id(), ""), "{'name':'x'}")
                        .comparableText());
        patch(admin.withToken(other), other, "{'name':'x'}")
                .expectError(403, "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");

        admin.post(TOKENS + writer.id() + "/regenerate", TestJson.format("{'overlapSeconds':600}"))
                .expectStatus(200);
        patch(client, other, "{'name':'by an old secret'}").expectError(403);
    }

    private Map<String, AttributeValue> item(IssuedToken issued) {
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            String table = stack.variable("PatchFunction", "TABLE_NAME");
            return dynamo.getItem(request -> request.tableName(table)
                            .key(Map.of("pk", AttributeValue.fromS(issued.id())))
                            .consistentRead(true))
                    .item();
        }
    }

    private static ApiReply patch(ApiClient client, IssuedToken issued, String json) {
        return client.send("PATCH", TOKENS + issued.id(), TestJson.format(json));
    }
}
