package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading all tokens, page by page. */
@ExtendWith(SharedStack.class)
class ListIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final Caller admin;

    ListIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void pages_hold_every_token_once_newest_first() {
        Issued reader = reader("pager");
        List<String> made = create("pager", 22);
        made.addFirst(reader.id());
        Caller pager = admin.with(reader);

        List<String> seen = new ArrayList<>();
        Reply page = pager.get(TOKENS + "?pageSize=5");
        for (int i = 0; i < 4; i++) {
            assertThat(page.is(200).json().get("totalCount").intValue()).isEqualTo(23);
            assertThat(page.json().get("pageSize").intValue()).isEqualTo(5);
            assertThat(ids(page)).hasSize(5);
            seen.addAll(ids(page));
            page = pager.get(TOKENS + "?nextPageKey=" + page.text("nextPageKey"));
        }
        seen.addAll(ids(page.is(200)));

        assertThat(Json.names(page.json())).containsExactly("totalCount", "pageSize", "nextPageKey", "apiTokens");
        assertThat(page.json().get("nextPageKey").isNull()).isTrue();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
        assertThat(ids(pager.get(TOKENS))).isEqualTo(seen);
        assertThat(dates(pager.get(TOKENS))).isSortedAccordingTo((one, next) -> next.compareTo(one));
    }

    @Test
    void an_item_holds_these_fields_and_no_others() {
        Caller lister = admin.with(reader("lister"));

        JsonNode item = lister.get(TOKENS).is(200).json().at("/apiTokens/0");

        assertThat(Json.names(item)).containsExactly("id", "name", "enabled", "owner", "creationDate");
    }

    @Test
    void tokens_that_come_and_go_meanwhile_leave_no_gap_and_no_duplicate() {
        Caller lister = admin.with(reader("changing"));
        List<String> made = create("changing", 12);
        List<String> seen = new ArrayList<>();

        Reply page = lister.get(TOKENS + "?pageSize=4");
        seen.addAll(ids(page));
        // The very one where the page ended, one that comes next, and one that is new.
        admin.delete(TOKENS + "/" + seen.getLast()).is(204);
        admin.delete(TOKENS + "/" + made.getFirst()).is(204);
        create("changing", 3);
        while (!page.json().get("nextPageKey").isNull()) {
            page = lister.get(TOKENS + "?nextPageKey=" + page.text("nextPageKey"))
                    .is(200);
            seen.addAll(ids(page));
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(made.subList(1, made.size()));
        assertThat(seen).doesNotContain(made.getFirst());
    }

    @Test
    void a_page_that_ends_with_the_list_has_no_next() {
        Caller lister = admin.with(reader("exact"));
        create("exact", 3);

        Reply page = lister.get(TOKENS + "?pageSize=4").is(200);

        assertThat(ids(page)).hasSize(4);
        JsonNode next = page.json().get("nextPageKey");
        if (!next.isNull()) {
            assertThat(ids(lister.get(TOKENS + "?nextPageKey=" + next.textValue())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1", "x", "", "1.0", "٣", "99999999999", "5&pageSize=5"})
    void a_page_has_1_to_10_000_tokens(String pageSize) {
        admin.get(TOKENS + "?pageSize=" + pageSize.replace("٣", "%D9%A3")).names("QUERY", "pageSize");
    }

    @Test
    void a_next_page_key_is_its_holders_and_stands_alone() {
        create("keys", 2);
        String key = admin.get(TOKENS + "?pageSize=1").is(200).text("nextPageKey");
        Caller other = admin.with(reader("keys"));

        other.get(TOKENS + "?nextPageKey=" + key).names("QUERY", "nextPageKey");
        admin.get(TOKENS + "?pageSize=1&nextPageKey=" + key).names("QUERY", "nextPageKey");
        admin.get(TOKENS + "?nextPageKey=" + key + "x").isError(400);
        admin.get(TOKENS + "?nextPageKey=").names("QUERY", "nextPageKey");
        admin.get(TOKENS + "?nextPageKey=" + key).is(200);
    }

    @Test
    void a_forged_next_page_key_shows_nothing_that_its_forger_may_not_see() {
        Issued forger = reader("forger");
        String foreign = admin.create("{'name':'foreign','scopes':['metrics.read'],'owner':'victim'}")
                .id();
        Caller caller = admin.with(forger);

        for (String after : List.of("9999999999999#" + foreign, "9999999999999#" + forger.id())) {
            Reply reply = caller.get(TOKENS + "?nextPageKey=" + forged(forger, after));
            assertThat(reply.status()).as(reply.body()).isIn(200, 400);
            assertThat(reply.body()).doesNotContain("victim", "\"admin\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1#x",
                "9999999999999#x",
                "9999999999999#tk0c01.x",
                "-",
                "0000000000000#tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void a_forged_next_page_key_never_breaks_the_list(String after) {
        Issued forger = reader("breaker");

        Reply reply = admin.with(forger).get(TOKENS + "?nextPageKey=" + forged(forger, after));

        assertThat(reply.status()).as(reply.body()).isIn(200, 400);
    }

    @Test
    void a_list_shows_the_fields_that_are_asked_for() {
        Caller lister = admin.with(reader("fields"));

        for (String plus : List.of("+", "%2B", "%20")) {
            JsonNode item = lister.get(TOKENS + "?fields=" + plus + "scopes,-owner")
                    .is(200)
                    .json()
                    .at("/apiTokens/0");
            assertThat(Json.names(item)).containsExactly("id", "name", "enabled", "creationDate", "scopes");
        }
        assertThat(Json.names(lister.get(TOKENS + "?fields=name").is(200).json().at("/apiTokens/0")))
                .containsExactly("id", "name");
        lister.get(TOKENS + "?fields=name,+scopes").names("QUERY", "fields");
    }

    @Test
    void a_list_is_sorted_and_selected_as_asked_for() {
        create("sorted-one", 6);
        create("sorted-two", 5);
        String selector = encoded("owner(\"sorted-one\", \"sorted-two\"), name(\"N\"),enabled(true)");

        for (String sort : List.of("+name", "-owner", "-creationDate", "lastUsedDate", "-expirationDate")) {
            List<String> seen = new ArrayList<>();
            Reply page = admin.get(TOKENS + "?pageSize=4&sort=" + encoded(sort) + "&apiTokenSelector=" + selector)
                    .is(200);
            assertThat(page.json().get("totalCount").intValue()).isEqualTo(11);
            seen.addAll(ids(page));
            while (!page.json().get("nextPageKey").isNull()) {
                page = admin.get(TOKENS + "?nextPageKey=" + page.text("nextPageKey"))
                        .is(200);
                seen.addAll(ids(page));
            }
            assertThat(seen).hasSize(11).doesNotHaveDuplicates();
            Reply second =
                    admin.get(TOKENS + "?page=2&pageSize=4&sort=" + encoded(sort) + "&apiTokenSelector=" + selector);
            assertThat(ids(second.is(200))).isEqualTo(seen.subList(4, 8));
        }
        assertThat(ids(admin.with(reader("sorted-three")).get(TOKENS + "?apiTokenSelector=" + selector)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner(\"x\"),", "owner(\"x)", "nobody(\"x\")", "enabled(true),enabled(true)", "\0", "~"})
    void a_selector_that_is_none_is_refused_with_its_position(String selector) {
        Reply reply = admin.get(TOKENS + "?apiTokenSelector=" + encoded(selector));

        reply.names("QUERY", "apiTokenSelector");
        assertThat(reply.body()).contains("position ");
    }

    @Test
    void an_owner_that_nobody_can_be_called_selects_nothing() {
        for (String owner : List.of("", " ", "ä", "x".repeat(2100))) {
            Reply reply = admin.get(TOKENS + "?apiTokenSelector=" + encoded("owner(\"" + owner + "\")"));
            assertThat(ids(reply.is(200))).isEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As the program writes them today; the promise must hold whether or not a forger knows how. */
    private static String forged(Issued forger, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(3);
            out.writeUTF("tokens");
            out.writeUTF(forger.id());
            List<String> fields = List.of(
                    "5",
                    "10000",
                    "id,name,enabled,owner,creationDate",
                    "-creationDate",
                    "",
                    "",
                    "",
                    after,
                    forger.id());
            out.writeByte(fields.size());
            for (String field : fields) {
                out.writeUTF(field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private Issued reader(String owner) {
        return admin.create("{'name':'reader','scopes':['apiTokens.read'],'owner':'%s'}", owner);
    }

    private List<String> create(String owner, int number) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ids.add(admin.create("{'name':'n%d','scopes':['metrics.read'],'owner':'%s'}", i, owner)
                    .id());
        }
        return ids;
    }

    private static List<String> ids(Reply page) {
        return page.json()
                .get("apiTokens")
                .valueStream()
                .map(each -> each.get("id").textValue())
                .toList();
    }

    private static List<String> dates(Reply page) {
        return page.json()
                .get("apiTokens")
                .valueStream()
                .map(each -> each.get("creationDate").textValue())
                .toList();
    }
}
