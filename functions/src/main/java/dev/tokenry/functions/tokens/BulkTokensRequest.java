package dev.tokenry.functions.tokens;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A validated bulk request: one action on distinct tokens. */
record BulkTokensRequest(BulkAction action, List<String> ids) {

    private static final int MAX_IDS = 100;

    static BulkTokensRequest from(JsonBody body) {
        BulkAction action = body.required("action", name -> body.enumValue(name, BulkAction.class));
        List<String> ids = ids(body);
        body.throwIfInvalid();
        return new BulkTokensRequest(Objects.requireNonNull(action), Objects.requireNonNull(ids));
    }

    private static @Nullable List<String> ids(JsonBody body) {
        List<String> ids = body.required("ids", body::stringList);
        if (ids == null) {
            return null;
        }
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            body.violations().add("ids", ViolationReason.BULK_COUNT, "must contain 1 to " + MAX_IDS + " token ids");
            return null;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i))) {
                body.violations().add("ids[" + i + "]", ViolationReason.DUPLICATE, "is a duplicate");
            }
        }
        return ids;
    }
}
