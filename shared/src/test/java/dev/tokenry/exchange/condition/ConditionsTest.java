package dev.tokenry.exchange.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

    private static final JsonObject CLAIMS = json("""
            {"id": "456789", "number": 456789, "protected": "true", "verified": true, "nothing": null, "empty": "",
             "fraction": 1.5, "groups": ["dev", "ops"], "mixed": ["dev", 1], "none": [], "ref": "refs/heads/main",
             "a.b/c": "dotted", "a": {"b/c": "other"},
             "https://sts.amazonaws.com/": {"aws_account": "123456789012", "principal_tags": {"team": "web"}}}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"claim": "id", "equals": "456789"}                                             | equal
                    {"claim": "id", "equals": "456788"}                                             | otherValue
                    {"claim": "id", "equals": "45678"}                                              | otherValue
                    {"claim": "id", "equals": 456789}                                               | otherType
                    {"claim": "number", "equals": 456789}                                           | equal
                    {"claim": "number", "equals": "456789"}                                         | otherType
                    {"claim": "number", "equals": 456788}                                           | otherValue
                    {"claim": "protected", "equals": "true"}                                        | equal
                    {"claim": "protected", "equals": "True"}                                        | otherValue
                    {"claim": "protected", "equals": true}                                          | otherType
                    {"claim": "verified", "equals": true}                                           | equal
                    {"claim": "verified", "equals": false}                                          | otherValue
                    {"claim": "verified", "equals": "true"}                                         | otherType
                    {"claim": "fraction", "equals": 1}                                              | otherType
                    {"claim": "empty", "equals": ""}                                                | equal
                    {"claim": "nothing", "equals": ""}                                              | otherType
                    {"claim": "absent", "equals": ""}                                               | absent
                    {"claim": "groups", "equals": "dev"}                                            | otherType
                    {"claim": "id", "anyOf": ["1", "456789"]}                                       | equal
                    {"claim": "id", "anyOf": ["1", "2"]}                                            | otherValue
                    {"claim": "id", "anyOf": [456789]}                                              | otherType
                    {"claim": "groups", "anyOf": ["dev"]}                                           | otherType
                    {"claim": "absent", "anyOf": ["dev"]}                                           | absent
                    {"claim": "groups", "contains": "ops"}                                          | equal
                    {"claim": "groups", "contains": "op"}                                           | otherValue
                    {"claim": "none", "contains": "ops"}                                            | otherValue
                    {"claim": "mixed", "contains": "dev"}                                           | otherType
                    {"claim": "id", "contains": "456789"}                                           | otherType
                    {"claim": "absent", "contains": "dev"}                                          | absent
                    {"claim": "ref", "like": "refs/heads/*"}                                        | equal
                    {"claim": "ref", "like": "refs/tags/*"}                                         | otherValue
                    {"claim": "number", "like": "4567*"}                                            | otherType
                    {"claim": "absent", "like": "refs/*"}                                           | absent
                    {"claim": "a.b/c", "equals": "dotted"}                                          | equal
                    {"claim": ["a", "b/c"], "equals": "other"}                                      | equal
                    {"claim": ["a", "b", "c"], "equals": "other"}                                   | absent
                    {"claim": ["id", "b"], "equals": "other"}                                       | absent
                    {"claim": ["groups", "0"], "equals": "dev"}                                     | absent
                    {"claim": "a", "equals": "other"}                                               | otherType
                    {"claim": ["https://sts.amazonaws.com/", "aws_account"], "equals": "123456789012"} | equal
                    {"claim": ["https://sts.amazonaws.com/", "principal_tags", "team"], "equals": "web"} | equal
                    """)
    void condition_finds(String condition, String finding) {
        Conditions conditions = (Conditions) parse("[" + condition + "]");

        assertThat(conditions.conditions().getFirst().evaluate(CLAIMS).id()).isEqualTo(finding);
        assertThat(conditions.findFailed(CLAIMS))
                .isEqualTo(finding.equals("equal") ? OptionalInt.empty() : OptionalInt.of(0));
    }

    @Test
    void all_conditions_must_match_also_two_on_one_claim() {
        String id = "{\"claim\":\"id\",\"equals\":\"456789\"}";
        String pattern = "{\"claim\":\"id\",\"like\":\"4567*\"}";
        String other = "{\"claim\":\"id\",\"equals\":\"1\"}";

        assertThat(failed(id, pattern)).isEmpty();
        assertThat(failed(id, other, pattern)).hasValue(1);
        assertThat(failed(id, pattern, other)).hasValue(2);
        assertThat(failed(other, other)).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    1                                                    | must be an object
                    {}                                                   | exactly one operator
                    {"claim": "a"}                                       | exactly one operator
                    {"claim": "a", "equals": "b", "like": "refs/*"}      | exactly one operator
                    {"claim": "a", "notEquals": "b"}                     | exactly one operator
                    {"claim": "a", "matches": ".*"}                      | exactly one operator
                    {"claim": "a", "equals": "b", "not": true}           | exactly one operator
                    {"equals": "b"}                                      | must have a claim
                    {"claim": "", "equals": "b"}                         | must have a claim
                    {"claim": 1, "equals": "b"}                          | must have a claim
                    {"claim": null, "equals": "b"}                       | must have a claim
                    {"claim": [], "equals": "b"}                         | must have a claim
                    {"claim": ["a", ""], "equals": "b"}                  | must have a claim
                    {"claim": ["a", 1], "equals": "b"}                   | must have a claim
                    {"claim": ["a", "b", "c", "d", "e"], "equals": "b"}  | must have a claim
                    {"claim": "iss", "equals": "b"}                      | must not be on iss
                    {"claim": "aud", "equals": "b"}                      | must not be on aud
                    {"claim": "exp", "equals": 1}                        | must not be on exp
                    {"claim": "nbf", "equals": 1}                        | must not be on nbf
                    {"claim": "iat", "equals": 1}                        | must not be on iat
                    {"claim": "jti", "equals": "b"}                      | must not be on jti
                    {"claim": ["aud", "a"], "equals": "b"}               | must not be on aud
                    {"claim": "a", "equals": null}                       | must have a string, a boolean or an integer
                    {"claim": "a", "equals": 1.5}                        | must have a string, a boolean or an integer
                    {"claim": "a", "equals": ["b"]}                      | must have a string, a boolean or an integer
                    {"claim": "a", "equals": {}}                         | must have a string, a boolean or an integer
                    {"claim": "a", "anyOf": []}                          | all of one type
                    {"claim": "a", "anyOf": "b"}                         | all of one type
                    {"claim": "a", "anyOf": ["b", 1]}                    | all of one type
                    {"claim": "a", "anyOf": [null]}                      | all of one type
                    {"claim": "a", "contains": 1}                        | must have a string as contains
                    {"claim": "a", "contains": ["b"]}                    | must have a string as contains
                    {"claim": "a", "like": 1}                            | must have a string as like
                    {"claim": "a", "like": "**"}                         | must begin with 4 characters
                    {"claim": "a", "like": "a*b*c"}                      | must begin with 4 characters
                    {"claim": "a", "like": "abcd*b*c"}                   | at most one wildcard
                    {"claim": "a", "like": "abcd/*/*/*/*"}               | at most 3 wildcards
                    {"claim": "a", "like": "abcd/**/e"}                  | must have ** at its end only
                    {"claim": "a", "like": "abcd *"}                     | printable characters
                    """)
    void invalid_condition_is_named(String condition, String message) {
        String valid = "{\"claim\":\"a\",\"equals\":\"b\"}";

        assertThat(parse("[" + valid + "," + condition + "," + valid + "]"))
                .isInstanceOfSatisfying(ParsedConditions.Invalid.class, invalid -> {
                    assertThat(invalid.index()).hasValue(1);
                    assertThat(invalid.message()).contains(message);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "\"a\"", "null"})
    void list_must_have_conditions(String conditions) {
        assertThat(parse(conditions))
                .isInstanceOfSatisfying(
                        ParsedConditions.Invalid.class,
                        invalid -> assertThat(invalid.index()).isEmpty());
    }

    @Test
    void numbers_of_conditions_names_and_values_are_limited() {
        String condition = "{\"claim\":\"a\",\"equals\":\"b\"}";

        assertThat(parse("[" + repeat(condition, 20) + "]")).isInstanceOf(Conditions.class);
        assertThat(parse("[" + repeat(condition, 21) + "]")).isInstanceOf(ParsedConditions.Invalid.class);
        assertThat(parse("[{\"claim\":\"a\",\"anyOf\":[" + repeat("1", 20) + "]}]"))
                .isInstanceOf(Conditions.class);
        assertThat(parse("[{\"claim\":\"a\",\"anyOf\":[" + repeat("1", 21) + "]}]"))
                .isInstanceOf(ParsedConditions.Invalid.class);
        assertThat(parse("[{\"claim\":\"" + "a".repeat(128) + "\",\"equals\":1}]"))
                .isInstanceOf(Conditions.class);
        assertThat(parse("[{\"claim\":\"" + "a".repeat(129) + "\",\"equals\":1}]"))
                .isInstanceOf(ParsedConditions.Invalid.class);
    }

    @Test
    void no_conditions_match_everything_and_are_never_parsed() {
        assertThat(Conditions.none().findFailed(CLAIMS)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Conditions.of(List.of()));
    }

    @Test
    void claim_of_a_condition_is_known_by_its_name_on_the_top_level() {
        Conditions conditions = (Conditions)
                parse("[{\"claim\":[\"event_name\"],\"equals\":\"push\"},{\"claim\":[\"a\",\"b\"],\"equals\":\"c\"}]");

        assertThat(conditions.hasConditionOn("event_name")).isTrue();
        assertThat(conditions.hasConditionOn("a")).isFalse();
        assertThat(conditions.hasConditionOn("b")).isFalse();
    }

    private static OptionalInt failed(String... conditions) {
        return ((Conditions) parse("[" + String.join(",", conditions) + "]")).findFailed(CLAIMS);
    }

    private static String repeat(String element, int count) {
        return String.join(",", Collections.nCopies(count, element));
    }

    private static ParsedConditions parse(String conditions) {
        JsonValue value =
                json("{\"conditions\":" + conditions + "}").find("conditions").orElseThrow();
        return ConditionsParser.parse(value);
    }

    private static JsonObject json(String text) {
        return StrictJsonParser.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
