package dev.tokenry.functions.rules;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the id and the rules of an API from a body. A result is null if it is absent or invalid. */
record RulesParser(JsonBody body, FieldNames fieldNames, ScopeCatalogue catalogue) {

    static final FieldNames INVOCATION = new FieldNames(
            "apiId", "rules", "authorizerResultTtlInSeconds", "enableSimpleResponses", "cachedPerSourceIp");
    static final FieldNames CUSTOM_RESOURCE = new FieldNames(
            "ApiId", "Rules", "AuthorizerResultTtlInSeconds", "EnableSimpleResponses", "CachedPerSourceIp");

    private static final Pattern API_ID = Pattern.compile("[a-z0-9]{1,64}");

    /** The names of the fields, which differ between invocations and custom resources. */
    record FieldNames(String apiId, String rules, String resultTtl, String simpleResponses, String cachedPerSourceIp) {

        Set<String> all() {
            return Set.of(apiId, rules, resultTtl, simpleResponses, cachedPerSourceIp);
        }
    }

    static boolean isApiId(String text) {
        return API_ID.matcher(text).matches();
    }

    @Nullable
    String apiId() {
        String apiId = body.required(fieldNames.apiId(), body::string);
        if (apiId != null && !isApiId(apiId)) {
            body.violations().add(fieldNames.apiId(), ViolationReason.PATTERN, "must match " + API_ID);
        }
        return apiId;
    }

    @Nullable
    ApiRules rules() {
        Long seconds = body.longBetween(fieldNames.resultTtl(), 0, ApiRules.MAX_RESULT_TTL.toSeconds());
        Duration resultTtl = Duration.ofSeconds(seconds == null ? 0 : seconds);
        Boolean simpleResponses = body.bool(fieldNames.simpleResponses());
        Boolean cachedPerSourceIp = body.bool(fieldNames.cachedPerSourceIp());
        List<String> lines = body.required(
                fieldNames.rules(), fieldNames.equals(CUSTOM_RESOURCE) ? body::stringListOrLines : body::stringList);
        if (lines == null) {
            return null;
        }
        new RuleListValidator(lines, fieldNames.rules(), catalogue).validate(body.violations(), resultTtl.isPositive());
        return new ApiRules(
                lines, resultTtl, simpleResponses == null || simpleResponses, Boolean.TRUE.equals(cachedPerSourceIp));
    }
}
