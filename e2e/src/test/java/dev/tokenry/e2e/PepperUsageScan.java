package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The two commands of docs/operations.md that search for the tokens of a pepper version. */
record PepperUsageScan(String command) {

    private static final Path FILE = Path.of("..", "docs", "operations.md");
    private static final Pattern COMMAND = Pattern.compile("(?m)^aws dynamodb scan (?:.*\\\\\n)*.*$");

    /** The number of tokens, and their ids. */
    static List<PepperUsageScan> documented() {
        try {
            List<PepperUsageScan> found = COMMAND.matcher(Files.readString(FILE))
                    .results()
                    .map(match -> new PepperUsageScan(match.group()))
                    .filter(scan -> scan.command().contains("pepper"))
                    .toList();
            assertThat(found).as("scans in " + FILE).hasSize(2);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int count(int version, DynamoDbClient dynamo, String table) {
        ScanRequest.Builder scan = documented().getFirst().scan(version, table);
        return dynamo.scan(scan.select(Select.COUNT).build()).count();
    }

    static List<Map<String, AttributeValue>> items(int version, DynamoDbClient dynamo, String table) {
        ScanRequest.Builder scan = documented().getLast().scan(version, table);
        return dynamo.scan(scan.build()).items();
    }

    private ScanRequest.Builder scan(int version, String table) {
        ScanRequest.Builder scan =
                ScanRequest.builder().tableName(table).filterExpression(argument("filter-expression"));
        Map<String, AttributeValue> values = new HashMap<>();
        String shell = argument("expression-attribute-values").replace("\\\"", "\"");
        String now = Long.toString(System.currentTimeMillis() / 1000);
        TestJson.parse(shell.replace("$(date +%s)", now))
                .properties()
                .forEach(each -> values.put(each.getKey(), value(each.getValue())));
        assertThat(values.put(":version", AttributeValue.fromN(Integer.toString(version))))
                .isNotNull();
        scan.expressionAttributeValues(values);
        if (command.contains("--projection-expression")) {
            Map<String, String> names = new HashMap<>();
            TestJson.parse(argument("expression-attribute-names"))
                    .properties()
                    .forEach(each -> names.put(each.getKey(), each.getValue().textValue()));
            scan.projectionExpression(argument("projection-expression")).expressionAttributeNames(names);
        }
        return scan;
    }

    /** Returns the argument of an option, which is in single or double quotes. */
    private String argument(String option) {
        Matcher argument = Pattern.compile("--" + option + " (?:'([^']*)'|\"((?:\\\\.|[^\"\\\\])*)\")")
                .matcher(command);
        assertThat(argument.find()).as(option + " in " + command).isTrue();
        return argument.group(1) != null ? argument.group(1) : argument.group(2);
    }

    private static AttributeValue value(JsonNode value) {
        return value.has("S")
                ? AttributeValue.fromS(value.get("S").textValue())
                : AttributeValue.fromN(value.get("N").textValue());
    }
}
