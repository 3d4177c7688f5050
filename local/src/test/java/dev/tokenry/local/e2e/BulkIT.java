package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One call for many tokens, each of which is judged alone. */
@ExtendWith(SharedStack.class)
class BulkIT {

    private static final String TOKENS = "/v2/apiTokens/";
    private static final String BULK = TOKENS + "bulk";

    private final TestStack stack;
    private final Caller admin;

    BulkIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @Test
    void tokens_are_disabled_enabled_and_deleted_together() {
        List<Issued> some = Stream.generate(() -> admin.create("{'name':'bulk','scopes':['metrics.read']}"))
                .limit(3)
                .toList();

        assertStatuses(bulk(admin, "disable", ids(some)), 204, 204, 204);
        assertThat(some).noneMatch(each -> admin.with(each).isIn());
        assertStatuses(bulk(admin, "enable", ids(some)), 204, 204, 204);
        assertThat(some).allMatch(each -> admin.with(each).isIn());
        assertStatuses(bulk(admin, "delete", ids(some)), 204, 204, 204);
        assertThat(some).noneMatch(each -> admin.with(each).isIn());
        assertStatuses(bulk(admin, "delete", ids(some)), 404, 404, 404);
    }

    @Test
    void each_token_is_judged_alone_and_answered_in_the_order_asked() {
        Issued writer = admin.create(
                "{'name':'w','owner':'bulk','scopes':['apiTokens.read','apiTokens.write','metrics.read']}");
        Issued mine = admin.create("{'name':'m','owner':'bulk','enabled':false,'scopes':['metrics.read']}");
        Issued strong = admin.create("{'name':'s','owner':'bulk','enabled':false,'scopes':['DataExport']}");
        Issued foreign = admin.create("{'name':'f','owner':'other','enabled':false,'scopes':['metrics.read']}");
        String unknown = Forged.id();
        List<String> asked = List.of(foreign.id(), mine.id(), unknown, strong.id(), "no id");

        Reply reply = bulk(admin.with(writer), "enable", asked);

        assertStatuses(reply, 404, 204, 404, 403, 404);
        JsonNode results = reply.json().get("results");
        assertThat(results).extracting(each -> each.get("id").textValue()).containsExactlyElementsOf(asked);
        assertThat(results.get(0).get("error"))
                .isEqualTo(results.get(2).get("error"))
                .isEqualTo(results.get(4).get("error"))
                .isEqualTo(admin.get(TOKENS + unknown).json().get("error"));
        assertThat(results.get(1).has("error")).isFalse();
        assertThat(results.at("/3/error/message").textValue()).contains("DataExport");
        assertThat(admin.with(mine).isIn()).isTrue();
        assertThat(admin.with(foreign).isIn()).isFalse();

        for (String action : List.of("disable", "delete")) {
            assertStatuses(bulk(admin.with(writer), action, List.of(writer.id(), unknown)), 400, 404);
        }
        assertThat(admin.with(writer).isIn()).isTrue();
    }

    @Test
    void a_request_that_is_wrong_changes_nothing() {
        Issued issued = admin.create("{'name':'b','scopes':['metrics.read']}");
        String id = issued.id();
        List<String> many =
                new ArrayList<>(Stream.generate(Forged::id).limit(100).toList());
        many.add(id);

        bulk(admin, "delete", List.of(id, Forged.id(), id)).names("PAYLOAD_BODY", "ids[2]");
        bulk(admin, "delete", many).names("PAYLOAD_BODY", "ids");
        bulk(admin, "delete", List.of()).names("PAYLOAD_BODY", "ids");
        bulk(admin, "purge", List.of(id)).names("PAYLOAD_BODY", "action");
        admin.post(BULK, "{}").names("PAYLOAD_BODY", "action", "ids");
        Reply leaked = bulk(admin, "delete", List.of(id, issued.token()));
        leaked.names("PAYLOAD_BODY", "ids[1]");
        assertThat(leaked.body()).doesNotContain(issued.secret());
        admin.with(issued)
                .post(BULK, Json.of("{'action':'delete','ids':['%s']}", id))
                .isError(403);
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    @Test
    void a_previous_secret_changes_nothing() {
        Issued old = admin.create("{'name':'w','owner':'bulk','scopes':['apiTokens.write']}");
        admin.post(TOKENS + old.id() + "/regenerate", Json.of("{'overlapSeconds':600}"))
                .is(200);

        bulk(admin.with(old), "delete", List.of(Forged.id())).isError(403);
    }

    @Test
    void a_table_that_is_away_is_said_of_each_token() {
        Issued issued = admin.create("{'name':'b','scopes':['metrics.read']}");
        try (var gateway =
                stack.detour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.NOWHERE), List.of("BulkFunction"))) {
            Caller there = admin.at(gateway.uri().resolve("/api"));

            assertStatuses(bulk(there, "delete", List.of(issued.id(), Forged.id())), 503, 503);
        }
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    private static Reply bulk(Caller caller, String action, List<String> ids) {
        return caller.post(BULK, Json.write(Map.of("action", action, "ids", ids)));
    }

    private static List<String> ids(List<Issued> tokens) {
        return tokens.stream().map(Issued::id).toList();
    }

    private static void assertStatuses(Reply reply, Integer... statuses) {
        assertThat(reply.is(200).json().get("results"))
                .extracting(each -> each.get("status").intValue())
                .containsExactly(statuses);
    }
}
