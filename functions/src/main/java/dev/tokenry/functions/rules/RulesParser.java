package dev.tokenry.functions.rules;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an API and its rules are read from a body. Each is null when it is absent or wrong, and what is wrong is noted. */
record RulesParser(JsonBody body, FieldNames fieldNames, ScopeCatalogue catalogue) {

    static final FieldNames INVOCATION = new FieldNames("apiId", "rules", "authorizerResultTtlInSeconds", "enableSimpleResponses");
    static final FieldNames CUSTOM_RESOURCE = new FieldNames("ApiId", "Rules", "AuthorizerResultTtlInSeconds", "EnableSimpleResponses");

    private static final Pattern API_ID = Pattern.compile("[a-z0-9]{1,64}");

    /** What the fields are called. */
    record FieldNames(String apiId, String rules, String resultTtl, String simpleResponses) {

        Set<String> plus(String... others) {
            return Stream.concat(Stream.of(apiId, rules, resultTtl, simpleResponses), Arrays.stream(others))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    static boolean isApiId(String text) {
        return API_ID.matcher(text).matches();
    }

    @Nullable
    String apiId() {
        String apiId = body.string(fieldNames.apiId());
        if (!body.has(fieldNames.apiId())) {
            body.addViolation(fieldNames.apiId(), "is required");
        } else if (apiId != null && !isApiId(apiId)) {
            body.addViolation(fieldNames.apiId(), "must look like " + API_ID);
        }
        return apiId;
    }

    @Nullable
    ApiRules rules() {
        Long seconds = body.longBetween(fieldNames.resultTtl(), 0, ApiRules.MAX_RESULT_TTL.toSeconds());
        Duration resultTtl = Duration.ofSeconds(seconds == null ? 0 : seconds);
        Boolean simpleResponses = body.bool(fieldNames.simpleResponses());
        if (!body.has(fieldNames.rules())) {
            body.addViolation(fieldNames.rules(), "is required");
        }
        List<String> lines = fieldNames.equals(CUSTOM_RESOURCE) ? body.stringListOrLines(fieldNames.rules()) : body.stringList(fieldNames.rules());
        if (lines == null) {
            return null;
        }
        new RuleListValidator(lines, fieldNames.rules(), catalogue).validate(body, resultTtl.isPositive());
        return new ApiRules(lines, resultTtl, simpleResponses == null || simpleResponses);
    }
}
