package dev.tokenry.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Ruler;

/** The rules of {@code examples/events} match the events that they are for, and no others. */
class EventRuleExamplesTest {

    private static final Path FOLDER = Path.of("..", "examples", "events");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> PATTERNS = patterns();

    private static final Predicate<ExampleEvent> ALL = _ -> true;
    private static final Predicate<ExampleEvent> LEAKS = types("Token Leaked", "Retired Secret Used");

    static Stream<Arguments> rules() {
        return Stream.of(
                arguments("leaks.yaml Leaks", LEAKS),
                arguments("ocsf.yaml TokenCreated", types("Token Created")),
                arguments("ocsf.yaml UserDisabled", types("User Disabled")),
                arguments(
                        "pagerduty.yaml Incidents",
                        LEAKS.or(types("Unparsed"))
                                .or(event -> "unknown"
                                        .equals(event.detail().at("/actor/kind").textValue()))),
                arguments("siem.yaml Events", ALL),
                arguments("slack.yaml Notices", LEAKS.or(types("Tokens Expiring", "Tokens Unused", "Bootstrap Used"))));
    }

    private static Predicate<ExampleEvent> types(String... types) {
        return event -> Set.of(types).contains(event.type());
    }

    @Test
    void every_rule_is_tested() {
        assertThat(PATTERNS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        rules().map(rule -> (String) rule.get()[0]).toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_matches_the_events_that_it_is_for(String rule, Predicate<ExampleEvent> expected) {
        assertThat(ExampleEvent.all()).anyMatch(expected);
        assertThat(ExampleEvent.all())
                .allSatisfy(example ->
                        assertThat(matches(PATTERNS.get(rule), example)).isEqualTo(expected.test(example)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_matches_no_event_of_another_source(String rule, Predicate<ExampleEvent> expected) {
        assertThat(ExampleEvent.all()).allSatisfy(example -> {
            ((ObjectNode) example.event()).put("source", "com.example");
            assertThat(matches(PATTERNS.get(rule), example)).isFalse();
        });
    }

    @Test
    void documented_patterns_match_some_events() {
        assertThat(EventsDocument.read().eventPatterns())
                .isNotEmpty()
                .allSatisfy(pattern -> assertThat(ExampleEvent.all())
                        .anyMatch(example -> matches(pattern, example))
                        .anyMatch(example -> !matches(pattern, example)));
    }

    private static boolean matches(String pattern, ExampleEvent example) {
        try {
            return Ruler.matchesRule(example.event().toString(), pattern);
        } catch (Exception e) {
            throw new IllegalStateException(pattern, e);
        }
    }

    /** Returns the pattern of each rule, by its file and its name. */
    private static Map<String, String> patterns() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(EventRuleExamplesTest::patterns)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Map.Entry<String, String>> patterns(Path file) {
        JsonNode resources = JSON.valueToTree(TemplateFile.read(file).section("Resources"));
        return resources
                .propertyStream()
                .filter(resource -> "AWS::Events::Rule"
                        .equals(resource.getValue().path("Type").textValue()))
                .map(rule -> Map.entry(
                        file.getFileName() + " " + rule.getKey(),
                        rule.getValue().at("/Properties/EventPattern").toString()));
    }
}
