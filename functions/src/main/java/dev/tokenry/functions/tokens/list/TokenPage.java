package dev.tokenry.functions.tokens.list;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the list goes on; null when it ends here
 */
record TokenPage(
        List<Map<String, Object>> tokens,
        int totalCount,
        @Nullable SortPosition next) {}
