package dev.tokenry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequiredPinsTest {

    /** Conditions are written as claim, operator, value; the value as JSON. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        GITHUB     | repository_id equals "1"; repository_owner_id equals "2"; ref equals "refs/heads/main" |
        GITHUB     | repository_id anyOf ["1","3"]; repository_owner_id equals "2"; environment equals "prod" |
        GITHUB     | repository_id equals "1"; repository_owner_id equals "2"; ref like "refs/tags/v*" |
        GITHUB     | repository_id equals "1"; repository_owner_id equals "2"; workflow_ref equals "a/b" |
        GITHUB     | repository_id equals "1"; repository_owner_id equals "2"; job_workflow_ref equals "a/b" |
        GITHUB     | repository equals "acme/web" | conditions must pin repository_id ; conditions must pin repository_owner_id ; conditions must have at least one
        GITHUB     | repository_id equals "1"; repository_owner_id equals "2" | conditions must have at least one
        GITHUB     | repository_id equals "1"; ref equals "x" | conditions must pin repository_owner_id
        GITHUB     | repository_id equals 1; repository_owner_id equals "2"; ref equals "x" | conditions[0] must have digits, as a string
        GITHUB     | repository_id equals "acme"; repository_owner_id equals "2"; ref equals "x" | conditions[0] must have digits
        GITHUB     | repository_id anyOf ["1","*"]; repository_owner_id equals "2"; ref equals "x" | conditions[0] must have digits
        GITHUB     | repository_id like "4567*"; repository_owner_id equals "2"; ref equals "x" | conditions must pin repository_id
        GITHUB     | sub like "repo:*" | conditions must pin repository_id ; conditions must pin repository_owner_id ; conditions must have at least one
        GITHUB     | [x,repository_id] equals "1"; repository_owner_id equals "2"; ref equals "x" | conditions must pin repository_id
        GITHUB     | repository_id contains "1"; repository_owner_id equals "2"; ref contains "x" | conditions must pin repository_id ; conditions must have at least one
        GITLAB     | project_id equals "7"; ref_protected equals "true" |
        GITLAB     | project_id equals "7"; environment equals "prod" |
        GITLAB     | project_id equals "7"; ref equals "main"; ref_type equals "branch" |
        GITLAB     | project_id equals "7" | conditions must have ref_protected
        GITLAB     | project_id equals "7"; ref equals "main" | conditions must have ref_protected
        GITLAB     | project_id equals "7"; ref_protected equals "false" | conditions must have ref_protected
        GITLAB     | project_id equals "7"; ref_protected equals true | conditions must have ref_protected
        GITLAB     | project_path equals "a/b"; ref_protected equals "true" | conditions must pin project_id
        GITLAB     | project_id equals 7; ref_protected equals "true" | conditions[0] must have digits
        AWS        | sub equals "arn:aws:iam::123456789012:role/ci" |
        AWS        | sub anyOf ["arn:aws:iam::123456789012:role/a/b","arn:aws-cn:iam::123456789012:user/c"] |
        AWS        | sub equals "ci" | conditions[0] must have the ARN of an IAM role
        AWS        | sub equals "arn:aws:iam::123456789012:role/*" | conditions[0] must have the ARN of an IAM role
        AWS        | sub equals "arn:aws:iam::*:role/ci" | conditions[0] must have the ARN of an IAM role
        AWS        | sub equals "arn:aws:sts::123456789012:assumed-role/ci/x" | conditions[0] must have the ARN of an IAM role
        AWS        | sub like "arn:aws:iam::123456789012:role/*" | conditions must pin sub
        AWS        | sub equals "arn:aws:iam::123456789012:role/ci"; scope equals "x" | conditions[1] must not be on scope
        AWS        | sub equals "arn:aws:iam::123456789012:role/ci"; [https://sts.amazonaws.com/,request_tags,team] equals "x" | conditions[1] must not be on request_tags
        AWS        | sub equals "arn:aws:iam::123456789012:role/ci"; [https://sts.amazonaws.com/,aws_account] equals "123456789012" |
        GOOGLE     | sub equals "104892101234567890123" |
        GOOGLE     | sub equals "ci@acme.iam.gserviceaccount.com" | conditions[0] must have the unique id
        GOOGLE     | email equals "ci@acme.iam.gserviceaccount.com" | conditions must pin sub
        KUBERNETES | sub equals "system:serviceaccount:ci:builder" |
        KUBERNETES | sub equals "system:serviceaccount:ci:builder.x" |
        KUBERNETES | sub like "system:serviceaccount:ci:*" | conditions must pin sub
        KUBERNETES | sub equals "system:serviceaccount:ci:*" | conditions[0] must have a service account
        KUBERNETES | sub equals "system:node:x" | conditions[0] must have a service account
        CUSTOM     | sub equals "project:7" |
        CUSTOM     | sub anyOf ["a","b"] |
        CUSTOM     | sub equals "project:*" | conditions[0] must have the whole subject
        CUSTOM     | sub equals 7 | conditions[0] must have the whole subject
        CUSTOM     | team equals "x" | conditions must pin sub
        PEOPLE     | sub equals "x" | conditions must be absent
        """)
    void conditions_violate(IssuerKind kind, String conditions, @Nullable String violations) {
        List<String> expected = violations == null ? List.of() : List.of(violations.split(" ; "));
        List<ConstraintViolation> found = RequiredPins.findViolations(kind, parse(conditions));

        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).message())
                    .startsWith(expected.get(i))
                    .startsWith(found.get(i).path() + " ");
        }
    }

    @Test
    void trust_for_people_has_no_conditions() {
        assertThat(RequiredPins.findViolations(IssuerKind.PEOPLE, Conditions.none()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PEOPLE")
    void trust_for_jobs_has_conditions(IssuerKind kind) {
        assertThat(RequiredPins.findViolations(kind, Conditions.none())).isNotEmpty();
    }

    private static Conditions parse(String conditions) {
        StringBuilder json = new StringBuilder();
        for (String condition : conditions.split("; ")) {
            String[] parts = condition.strip().split(" ", 3);
            String claim = parts[0].startsWith("[")
                    ? "[\"" + parts[0].substring(1, parts[0].length() - 1).replace(",", "\",\"") + "\"]"
                    : '"' + parts[0] + '"';
            json.append(json.isEmpty() ? "" : ",")
                    .append("{\"claim\":%s,\"%s\":%s}".formatted(claim, parts[1], parts[2].strip()));
        }
        byte[] document = ("{\"conditions\":[" + json + "]}").getBytes(StandardCharsets.UTF_8);
        return (Conditions) ConditionsParser.parse(StrictJsonParser.parse(document)
                .orElseThrow()
                .find("conditions")
                .orElseThrow());
    }
}
