package dev.tokenry.store.dynamodb;

import java.util.Map;

/**
 * An update of an item in DynamoDB's expression syntax. Attribute {@code x} has the placeholders {@code #x} and
 * {@code :x}; those of the condition have names of their own.
 */
public record ConditionalUpdate(
        String updateExpression,
        String conditionExpression,
        Map<String, String> names,
        Map<String, Attribute> values) {}
