package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bulk operations: one request for many tokens, each of which is authorized separately. */
@ExtendWith(SharedStackExtension.class)
class BulkIT {

    private static final String TOKENS = "/v2/apiTokens/";
    private static final String BULK = TOKENS + "bulk";

    private final TestStack stack;
    private final ApiClient admin;

    BulkIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @Test
    void tokens_are_disabled_enabled_and_deleted_in_bulk() {
        List<IssuedToken> tokens = Stream.generate(() -> admin.create("{'name':'bulk','scopes':['metrics.read']}"))
                .limit(3)
                .toList();

        assertStatuses(bulk(admin, "disable", ids(tokens)), 204, 204, 204);
        assertThat(tokens).noneMatch(each -> admin.withToken(each).isAuthenticated());
        assertStatuses(bulk(admin, "enable", ids(tokens)), 204, 204, 204);
        assertThat(tokens).allMatch(each -> admin.withToken(each).isAuthenticated());
        assertStatuses(bulk(admin, "delete", ids(tokens)), 204, 204, 204);
        assertThat(tokens).noneMatch(each -> admin.withToken(each).isAuthenticated());
        assertStatuses(bulk(admin, "delete", ids(tokens)), 404, 404, 404);
    }

    @Test
    void each_token_is_processed_separately_in_request_order() {
        IssuedToken writer = admin.create(
                "{'name':'w','owner':'bulk','scopes':['apiTokens.read','apiTokens.write','metrics.read']}");
        IssuedToken mine = admin.create("{'name':'m','owner':'bulk','enabled':false,'scopes':['metrics.read']}");
        IssuedToken strong = admin.create("{'name':'s','owner':'bulk','enabled':false,'scopes':['DataExport']}");
        IssuedToken foreign = admin.create("{'name':'f','owner':'other','enabled':false,'scopes':['metrics.read']}");
        String unknown = TamperedTokens.id();
        List<String> requestedIds = List.of(foreign.id(), mine.id(), unknown, strong.id(), "no id");

        ApiReply reply = bulk(admin.withToken(writer), "enable", requestedIds);

        assertStatuses(reply, 404, 204, 404, 403, 404);
        JsonNode results = reply.json().get("results");
        assertThat(results).extracting(each -> each.get("id").textValue()).containsExactlyElementsOf(requestedIds);
        assertThat(results.get(0).get("error"))
                .isEqualTo(results.get(2).get("error"))
                .isEqualTo(results.get(4).get("error"))
                .isEqualTo(admin.get(TOKENS + unknown).json().get("error"));
        assertThat(results.get(1).has("error")).isFalse();
        assertThat(results.at("/3/error/message").textValue()).contains("DataExport");
        assertThat(admin.withToken(mine).isAuthenticated()).isTrue();
        assertThat(admin.withToken(foreign).isAuthenticated()).isFalse();

        for (String action : List.of("disable", "delete")) {
            assertStatuses(bulk(admin.withToken(writer), action, List.of(writer.id(), unknown)), 400, 404);
        }
        assertThat(admin.withToken(writer).isAuthenticated()).isTrue();
    }

    @Test
    void an_invalid_request_changes_nothing() {
        IssuedToken issued = admin.create("{'name':'b','scopes':['metrics.read']}");
        String id = issued.id();
        List<String> tooManyIds =
                new ArrayList<>(Stream.generate(TamperedTokens::id).limit(100).toList());
        tooManyIds.add(id);

        bulk(admin, "delete", List.of(id, TamperedTokens.id(), id)).expectViolations("PAYLOAD_BODY", "ids[2]");
        bulk(admin, "delete", tooManyIds).expectViolations("PAYLOAD_BODY", "ids");
        bulk(admin, "delete", List.of()).expectViolations("PAYLOAD_BODY", "ids");
        bulk(admin, "purge", List.of(id)).expectViolations("PAYLOAD_BODY", "action");
        admin.post(BULK, "{}").expectViolations("PAYLOAD_BODY", "action", "ids");
        ApiReply leaked = bulk(admin, "delete", List.of(id, issued.token()));
        leaked.expectViolations("PAYLOAD_BODY", "ids[1]");
        assertThat(leaked.body()).doesNotContain(issued.secret());
        admin.withToken(issued)
                .post(BULK, Json.format("{'action':'delete','ids':['%s']}", id))
                .expectError(403);
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    @Test
    void a_previous_secret_cannot_use_bulk_operations() {
        IssuedToken old = admin.create("{'name':'w','owner':'bulk','scopes':['apiTokens.write']}");
        admin.post(TOKENS + old.id() + "/regenerate", Json.format("{'overlapSeconds':600}"))
                .expectStatus(200);

        bulk(admin.withToken(old), "delete", List.of(TamperedTokens.id())).expectError(403);
    }

    @Test
    void an_unavailable_table_is_reported_for_each_token() {
        IssuedToken issued = admin.create("{'name':'b','scopes':['metrics.read']}");
        try (var gateway =
                stack.startDetour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.UNREACHABLE_ENDPOINT), List.of("BulkFunction"))) {
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));

            assertStatuses(bulk(detourClient, "delete", List.of(issued.id(), TamperedTokens.id())), 503, 503);
        }
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    private static ApiReply bulk(ApiClient client, String action, List<String> ids) {
        return client.post(BULK, Json.write(Map.of("action", action, "ids", ids)));
    }

    private static List<String> ids(List<IssuedToken> tokens) {
        return tokens.stream().map(IssuedToken::id).toList();
    }

    private static void assertStatuses(ApiReply reply, Integer... statuses) {
        assertThat(reply.expectStatus(200).json().get("results"))
                .extracting(each -> each.get("status").intValue())
                .containsExactly(statuses);
    }
}
