package dev.tokenry.store.dynamodb;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import java.util.LinkedHashMap;
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
 */
record TokenIndexQuery(
        String name,
        String attribute,
        String value,
        @Nullable String project) {

    static final String ALL = "all";

    /** DynamoDB applies a filter after the limit: with a small limit, many queries could return no row. */
    private static final int MIN_LIMIT_WITH_FILTER = 500;

    static TokenIndexQuery of(TokenFilter filter) {
        return switch (filter) {
            case TokenFilter.All() -> new TokenIndexQuery(ALL, TokenItem.KIND, TokenItem.TOKEN_KIND, null);
            case TokenFilter.ByOwner(var owner, var project) ->
                new TokenIndexQuery("byOwner", TokenItem.OWNER, owner.key(), project);
            case TokenFilter.ByProject(var project) ->
                new TokenIndexQuery("byProject", TokenItem.PROJECT, project, null);
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
        if (project != null) {
            names.put("#project", TokenItem.PROJECT);
            values.put(":project", AttributeValue.fromS(project));
            query.filterExpression("#project = :project").limit(Math.max(minRows, MIN_LIMIT_WITH_FILTER));
        }
        return query.expressionAttributeNames(names).expressionAttributeValues(values);
    }
}
