package dev.tokenry.e2e;

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
@ExtendWith(SharedStackExtension.class)
class ListIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final ApiClient admin;

    ListIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void pages_contain_every_token_once_newest_first() {
        IssuedToken reader = createReader("pager");
        List<String> createdIds = createTokens("pager", 22);
        createdIds.addFirst(reader.id());
        ApiClient pager = admin.withToken(reader);

        List<String> seen = new ArrayList<>();
        ApiReply page = pager.get(TOKENS + "?pageSize=5");
        for (int i = 0; i < 4; i++) {
            assertThat(page.expectStatus(200).json().get("totalCount").intValue())
                    .isEqualTo(23);
            assertThat(page.json().get("pageSize").intValue()).isEqualTo(5);
            assertThat(ids(page)).hasSize(5);
            seen.addAll(ids(page));
            page = pager.get(TOKENS + "?nextPageKey=" + page.string("nextPageKey"));
        }
        seen.addAll(ids(page.expectStatus(200)));

        assertThat(TestJson.names(page.json())).containsExactly("totalCount", "pageSize", "nextPageKey", "apiTokens");
        assertThat(page.json().get("nextPageKey").isNull()).isTrue();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(createdIds);
        assertThat(ids(pager.get(TOKENS))).isEqualTo(seen);
        assertThat(creationDates(pager.get(TOKENS))).isSortedAccordingTo((one, next) -> next.compareTo(one));
    }

    @Test
    void an_item_contains_only_the_default_fields() {
        ApiClient lister = admin.withToken(createReader("lister"));

        JsonNode item = lister.get(TOKENS).expectStatus(200).json().at("/apiTokens/0");

        assertThat(TestJson.names(item)).containsExactly("id", "name", "enabled", "owner", "creationDate");
    }

    @Test
    void concurrent_changes_cause_no_gaps_and_no_duplicates() {
        ApiClient lister = admin.withToken(createReader("changing"));
        List<String> createdIds = createTokens("changing", 12);
        List<String> seen = new ArrayList<>();

        ApiReply page = lister.get(TOKENS + "?pageSize=4");
        seen.addAll(ids(page));
        // The last token of the page, a token of the next page, and a new token.
        admin.delete(TOKENS + "/" + seen.getLast()).expectStatus(204);
        admin.delete(TOKENS + "/" + createdIds.getFirst()).expectStatus(204);
        createTokens("changing", 3);
        while (!page.json().get("nextPageKey").isNull()) {
            page = lister.get(TOKENS + "?nextPageKey=" + page.string("nextPageKey"))
                    .expectStatus(200);
            seen.addAll(ids(page));
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(createdIds.subList(1, createdIds.size()));
        assertThat(seen).doesNotContain(createdIds.getFirst());
    }

    @Test
    void the_last_page_has_no_next_page() {
        ApiClient lister = admin.withToken(createReader("exact"));
        createTokens("exact", 3);

        ApiReply page = lister.get(TOKENS + "?pageSize=4").expectStatus(200);

        assertThat(ids(page)).hasSize(4);
        JsonNode next = page.json().get("nextPageKey");
        if (!next.isNull()) {
            assertThat(ids(lister.get(TOKENS + "?nextPageKey=" + next.textValue())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1", "x", "1.0", "٣", "99999999999", "5&pageSize=5"})
    void the_page_size_is_1_to_10_000(String pageSize) {
        admin.get(TOKENS + "?pageSize=" + pageSize.replace("٣", "%D9%A3")).expectViolations("QUERY", "pageSize");
    }

    @Test
    void a_page_key_is_bound_to_its_token_and_excludes_other_parameters() {
        createTokens("keys", 2);
        String key = admin.get(TOKENS + "?pageSize=1").expectStatus(200).string("nextPageKey");
        ApiClient other = admin.withToken(createReader("keys"));

        other.get(TOKENS + "?nextPageKey=" + key).expectViolations("QUERY", "nextPageKey");
        admin.get(TOKENS + "?pageSize=1&nextPageKey=" + key).expectViolations("QUERY", "nextPageKey");
        admin.get(TOKENS + "?nextPageKey=" + key + "x").expectError(400);
        admin.get(TOKENS + "?nextPageKey=").expectStatus(200);
        admin.get(TOKENS + "?nextPageKey=" + key).expectStatus(200);
    }

    @Test
    void a_forged_page_key_reveals_no_invisible_tokens() {
        IssuedToken forger = createReader("forger");
        String foreign = admin.create("{'name':'foreign','scopes':['metrics.read'],'owner':'victim'}")
                .id();
        ApiClient client = admin.withToken(forger);

        for (String after : List.of("9999999999999#" + foreign, "9999999999999#" + forger.id())) {
            ApiReply reply = client.get(TOKENS + "?nextPageKey=" + forgedPageKey(forger, after));
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
    void a_forged_page_key_causes_no_server_error(String after) {
        IssuedToken forger = createReader("breaker");

        ApiReply reply = admin.withToken(forger).get(TOKENS + "?nextPageKey=" + forgedPageKey(forger, after));

        assertThat(reply.status()).as(reply.body()).isIn(200, 400);
    }

    @Test
    void a_list_contains_the_requested_fields() {
        ApiClient lister = admin.withToken(createReader("fields"));

        for (String prefix : List.of("+", "%2B", "%20")) {
            JsonNode item = lister.get(TOKENS + "?fields=" + prefix + "scopes,-owner")
                    .expectStatus(200)
                    .json()
                    .at("/apiTokens/0");
            assertThat(TestJson.names(item)).containsExactly("id", "name", "enabled", "creationDate", "scopes");
        }
        assertThat(TestJson.names(lister.get(TOKENS + "?fields=name")
                        .expectStatus(200)
                        .json()
                        .at("/apiTokens/0")))
                .containsExactly("id", "name");
        lister.get(TOKENS + "?fields=name,%2Bscopes").expectViolations("QUERY", "fields");
    }

    @Test
    void a_list_is_sorted_and_filtered_as_requested() {
        createTokens("sorted-one", 6);
        createTokens("sorted-two", 5);
        String selector = encode("owner(\"sorted-one\", \"sorted-two\"), name(\"N\"),enabled(true)");

        for (String sort : List.of("+name", "-owner", "-creationDate", "lastUsedDate", "-expirationDate")) {
            List<String> seen = new ArrayList<>();
            ApiReply page = admin.get(TOKENS + "?pageSize=4&sort=" + encode(sort) + "&apiTokenSelector=" + selector)
                    .expectStatus(200);
            assertThat(page.json().get("totalCount").intValue()).isEqualTo(11);
            seen.addAll(ids(page));
            while (!page.json().get("nextPageKey").isNull()) {
                page = admin.get(TOKENS + "?nextPageKey=" + page.string("nextPageKey"))
                        .expectStatus(200);
                seen.addAll(ids(page));
            }
            assertThat(seen).hasSize(11).doesNotHaveDuplicates();
            ApiReply second =
                    admin.get(TOKENS + "?page=2&pageSize=4&sort=" + encode(sort) + "&apiTokenSelector=" + selector);
            assertThat(ids(second.expectStatus(200))).isEqualTo(seen.subList(4, 8));
        }
        assertThat(ids(admin.withToken(createReader("sorted-three")).get(TOKENS + "?apiTokenSelector=" + selector)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner(\"x\"),", "owner(\"x)", "unknown(\"x\")", "enabled(true),enabled(true)", "\0", "~"})
    void an_invalid_selector_is_rejected_with_the_position(String selector) {
        ApiReply reply = admin.get(TOKENS + "?apiTokenSelector=" + encode(selector));

        reply.expectViolations("QUERY", "apiTokenSelector");
        assertThat(reply.body()).contains("position ");
    }

    @Test
    void an_impossible_owner_name_selects_nothing() {
        for (String owner : List.of("", " ", "ä", "x".repeat(2100))) {
            ApiReply reply = admin.get(TOKENS + "?apiTokenSelector=" + encode("owner(\"" + owner + "\")"));
            assertThat(ids(reply.expectStatus(200))).isEmpty();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Forges a page key in the current format, which an attacker may know. */
    private static String forgedPageKey(IssuedToken forger, String after) {
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

    private IssuedToken createReader(String owner) {
        return admin.create("{'name':'reader','scopes':['apiTokens.read'],'owner':'%s'}", owner);
    }

    private List<String> createTokens(String owner, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(admin.create("{'name':'n%d','scopes':['metrics.read'],'owner':'%s'}", i, owner)
                    .id());
        }
        return ids;
    }

    private static List<String> ids(ApiReply page) {
        return page.json()
                .get("apiTokens")
                .valueStream()
                .map(each -> each.get("id").textValue())
                .toList();
    }

    private static List<String> creationDates(ApiReply page) {
        return page.json()
                .get("apiTokens")
                .valueStream()
                .map(each -> each.get("creationDate").textValue())
                .toList();
    }
}
