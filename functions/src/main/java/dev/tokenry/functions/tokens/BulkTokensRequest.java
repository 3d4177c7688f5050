package dev.tokenry.functions.tokens;

import dev.tokenry.functions.http.JsonBody;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One action on some tokens, each named once. */
record BulkTokensRequest(BulkAction action, List<String> ids) {

    private static final int MAX_IDS = 100;

    static BulkTokensRequest from(JsonBody body) {
        BulkAction action = action(body);
        List<String> ids = ids(body);
        body.throwIfInvalid();
        return new BulkTokensRequest(Objects.requireNonNull(action), Objects.requireNonNull(ids));
    }

    private static @Nullable BulkAction action(JsonBody body) {
        String text = body.string("action");
        if (!body.has("action")) {
            body.addViolation("action", "is required: one of " + BulkAction.ALLOWED_VALUES);
        }
        if (text == null) {
            return null;
        }
        Optional<BulkAction> action = BulkAction.parse(text);
        if (action.isEmpty()) {
            body.addViolation("action", "must be one of " + BulkAction.ALLOWED_VALUES);
        }
        return action.orElse(null);
    }

    private static @Nullable List<String> ids(JsonBody body) {
        List<String> ids = body.stringList("ids");
        if (!body.has("ids")) {
            body.addViolation("ids", "is required");
        }
        if (ids == null) {
            return null;
        }
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            body.addViolation("ids", "must be 1 to " + MAX_IDS + " token ids");
            return null;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i))) {
                body.addViolation("ids[" + i + "]", "is given more than once");
            }
        }
        return ids;
    }
}
