package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a whole token to its record, for those who may see that record. */
@ExtendWith(SharedStack.class)
class LookupIT {

    private static final String TOKENS = "/v2/apiTokens/";

    private final Caller admin;

    LookupIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void a_token_that_was_found_somewhere_leads_to_its_record() {
        Issued issued = admin.create("{'name':'found','description':'d','owner':'l','scopes':['metrics.read']}");

        Reply reply = lookUp(admin, issued.token()).is(200);

        Reply record = admin.get(TOKENS + issued.id());
        assertThat(reply.body()).isEqualTo(record.body()).doesNotContain(issued.secret());
        assertThat(reply.header("ETag")).isEqualTo(record.header("ETag"));
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_token_that_works_no_more_is_found_as_well() {
        Issued issued = admin.create("{'name':'stopped','scopes':['metrics.read'],'enabled':false}");

        assertThat(lookUp(admin, issued.token()).text("id")).isEqualTo(issued.id());
    }

    @Test
    void a_previous_secret_finds_its_token_until_the_overlap_ends() {
        Issued old = admin.create("{'name':'old','scopes':['metrics.read']}");
        Issued renewed = Issued.in(admin.post(TOKENS + old.id() + "/regenerate", Json.of("{'overlapSeconds':600}"))
                .is(200));

        assertThat(lookUp(admin, old.token()).text("id")).isEqualTo(old.id());
        assertThat(lookUp(admin, renewed.token()).text("id")).isEqualTo(old.id());
        admin.send("PATCH", TOKENS + old.id(), Json.of("{'previousSecretValidUntil':null}"))
                .is(200);
        lookUp(admin, old.token()).isError(404);
    }

    @Test
    void what_proves_nothing_and_what_may_not_be_seen_are_alike() {
        Issued reader = admin.create("{'name':'r','owner':'l','scopes':['apiTokens.read']}");
        Issued mine = admin.create("{'name':'m','owner':'l','scopes':['metrics.read']}");
        Issued foreign = admin.create("{'name':'f','owner':'m','scopes':['metrics.read']}");
        Issued deleted = admin.create("{'name':'d','owner':'l','scopes':['metrics.read']}");
        admin.delete(TOKENS + deleted.id()).is(204);
        Caller caller = admin.with(reader);
        lookUp(caller, mine.token()).is(200);
        String unknown = lookUp(caller, Forged.token(Forged.id())).isError(404).whole();

        for (String token : List.of(
                foreign.token(),
                deleted.token(),
                Forged.token(mine.id()),
                Forged.mistyped(mine.token(), 40),
                mine.id(),
                "garbage",
                "")) {
            assertThat(lookUp(caller, token).whole()).isEqualTo(unknown);
        }
        assertThat(caller.get(TOKENS + Forged.id()).whole()).isEqualTo(unknown);
    }

    @Test
    void it_asks_for_the_right_to_read_tokens() {
        Issued blind = admin.create("{'name':'b','scopes':['apiTokens.write']}");

        lookUp(admin.with(blind), blind.token())
                .isError(403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        lookUp(admin.nobody(), blind.token()).isError(401);
        admin.get(TOKENS + "lookup").isError(404);
        admin.post(TOKENS + "lookup", "{}").names("PAYLOAD_BODY", "token");
    }

    private static Reply lookUp(Caller caller, String token) {
        return caller.post(TOKENS + "lookup", Json.of("{'token':'%s'}", token));
    }
}
