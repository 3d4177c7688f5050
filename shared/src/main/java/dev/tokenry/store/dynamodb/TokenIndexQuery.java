package dev.tokenry.store.dynamodb;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Queries the index that contains the tokens of a filter.
 *
 * @param name the name of the index
 * @param attribute the partition key attribute of the index
 * @param value the value of the partition key
 * @param project if not null, only tokens that are bound to this project are returned
 * @param exchanged whether only tokens from an exchange are returned, or only others; null if the partition tells
 */
record TokenIndexQuery(
        String name,
        String attribute,
        String value,
        @Nullable String project,
        @Nullable Boolean exchanged) {

    static final String ALL = "all";

    /** DynamoDB applies a filter after the limit: with a small limit, many queries could return no row. */
    private static final int MIN_LIMIT_WITH_FILTER = 500;

    static TokenIndexQuery of(TokenFilter filter) {
        return filter instanceof TokenFilter.Exchanged(var within) ? of(within, true) : of(filter, false);
    }

    private static TokenIndexQuery of(TokenFilter filter, boolean exchanged) {
        return switch (filter) {
            case TokenFilter.All() ->
                new TokenIndexQuery(
                        ALL, TokenItem.KIND, exchanged ? TokenItem.EXCHANGED_KIND : TokenItem.TOKEN_KIND, null, null);
            case TokenFilter.ByOwner(var owner, var project) ->
                new TokenIndexQuery("byOwner", TokenItem.OWNER, owner.key(), project, exchanged);
            case TokenFilter.ByProject(var project) ->
                new TokenIndexQuery("byProject", TokenItem.PROJECT, project, null, exchanged);
            case TokenFilter.Exchanged(var within) -> of(within, true);
        };
    }

    /**
     * Returns a query for the newest tokens first.
     *
     * @param after the position after which the rows start, or null to start with the newest token
     * @param minRows the number of rows that one page reads at least, if there are as many
     */
    QueryRequest.Builder query(@Nullable IndexPosition after, int minRows) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        QueryRequest.Builder query = QueryRequest.builder().indexName(name).scanIndexForward(false);
        names.put("#partition", attribute);
        values.put(":partition", AttributeValue.fromS(value));
        query.keyConditionExpression("#partition = :partition").limit(minRows);
        if (after != null) {
            query.exclusiveStartKey(DynamoQueries.indexKey(attribute, value, after.sortKey(), after.key()));
        }
        List<String> filters = new ArrayList<>();
        if (project != null) {
            names.put("#project", TokenItem.PROJECT);
            values.put(":project", AttributeValue.fromS(project));
            filters.add("#project = :project");
            query.limit(Math.max(minRows, MIN_LIMIT_WITH_FILTER));
        }
        if (exchanged != null) {
            names.put("#trust", TokenItem.TRUST);
            filters.add(exchanged ? "attribute_exists(#trust)" : "attribute_not_exists(#trust)");
        }
        if (!filters.isEmpty()) {
            query.filterExpression(String.join(" AND ", filters));
        }
        return query.expressionAttributeNames(names).expressionAttributeValues(values);
    }
}
