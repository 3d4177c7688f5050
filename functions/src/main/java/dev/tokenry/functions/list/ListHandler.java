package dev.tokenry.functions.list;

import dev.tokenry.access.Reach;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.store.TokenPage;
import dev.tokenry.store.TokenRange;
import dev.tokenry.store.TokenStore;
import dev.tokenry.token.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the tokens that the caller may see, newest first. */
public final class ListHandler extends Endpoint {

    static final int LARGEST_PAGE = 10_000;

    /** No answer holds more tokens, however large a page was asked for. */
    private static final int LARGEST_ANSWER = 1_000;

    /** Counting goes no further. */
    private static final int LARGEST_COUNT = 10_000;

    private final TokenStore tokens;
    private final Reach reach;

    public ListHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListHandler(Wiring wiring) {
        tokens = wiring.tokens();
        reach = wiring.reach();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        PageAsked asked = PageAsked.read(request, caller);
        TokenRange range = reach.of(caller);
        Cursor cursor = asked.cursor();
        int totalCount = cursor == null ? tokens.count(range, LARGEST_COUNT) : cursor.totalCount();
        TokenPage page = tokens.listNewestFirst(
                range, cursor == null ? null : cursor.after(), Math.min(asked.pageSize(), LARGEST_ANSWER));
        return Answer.ok(
                json(page, asked.pageSize(), totalCount, nextPageKey(page, asked.pageSize(), totalCount, caller)));
    }

    private static @Nullable String nextPageKey(TokenPage page, int pageSize, int totalCount, Principal caller) {
        return page.next() == null ? null : new Cursor(caller.tokenId(), pageSize, totalCount, page.next()).asText();
    }

    private static Map<String, Object> json(TokenPage page, int pageSize, int totalCount, @Nullable String next) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalCount", totalCount);
        json.put("pageSize", pageSize);
        json.put("nextPageKey", next);
        json.put("apiTokens", page.tokens().stream().map(TokenJson::listed).toList());
        return json;
    }
}
