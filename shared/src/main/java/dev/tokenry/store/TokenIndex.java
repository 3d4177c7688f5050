package dev.tokenry.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The index that a range is read from, and how.
 *
 * @param attribute the partition key of the index; {@code value} is the range's
 * @param project where given, the range is only the tokens of this project
 */
record TokenIndex(
        String name,
        String attribute,
        String value,
        @Nullable String project) {

    static final String ALL = "all";

    /** A filter works behind the limit of a query, so that a small limit could mean many queries without a row. */
    private static final int LEAST_READ_THROUGH_FILTER = 500;

    static TokenIndex of(TokenRange range) {
        return switch (range) {
            case TokenRange.All() -> new TokenIndex(ALL, TokenItem.KIND, TokenItem.TOKEN_KIND, null);
            case TokenRange.OfOwner(var owner, var project) ->
                new TokenIndex("byOwner", TokenItem.OWNER, owner, project);
            case TokenRange.OfProject(var project) -> new TokenIndex("byProject", TokenItem.PROJECT, project, null);
        };
    }

    /** A query for this many rows at least, if there are so many, newest first. */
    QueryRequest.Builder query(@Nullable CreatedKey after, int wanted) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        QueryRequest.Builder query = QueryRequest.builder().indexName(name).scanIndexForward(false);
        names.put("#partition", attribute);
        values.put(":partition", AttributeValue.fromS(value));
        query.keyConditionExpression("#partition = :partition").limit(wanted);
        if (after != null) {
            names.put("#createdKey", TokenItem.CREATED_KEY);
            values.put(":after", AttributeValue.fromS(after.asText()));
            query.keyConditionExpression("#partition = :partition AND #createdKey < :after");
        }
        if (project != null) {
            names.put("#project", TokenItem.PROJECT);
            values.put(":project", AttributeValue.fromS(project));
            query.filterExpression("#project = :project").limit(Math.max(wanted, LEAST_READ_THROUGH_FILTER));
        }
        return query.expressionAttributeNames(names).expressionAttributeValues(values);
    }
}
