package dev.tokenry.functions.tokens.list;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the position that the next page follows; null on the last page
 */
record TokenPage(
        List<Map<String, Object>> tokens,
        int totalCount,
        @Nullable SortPosition next) {}
