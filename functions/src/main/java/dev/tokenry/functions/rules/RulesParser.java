package dev.tokenry.functions.rules;

import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeDeclaration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the id and the rules of an API from a body. A result is null if it is absent or invalid. */
record RulesParser(JsonBody body, FieldNames fieldNames, ScopeReader scopeReader) {

    static final FieldNames INVOCATION = new FieldNames(
            "apiId",
            "rules",
            "authorizerResultTtlInSeconds",
            "enableSimpleResponses",
            "cachedPerSourceIp",
            "scopes",
            "name",
            "description");
    static final FieldNames CUSTOM_RESOURCE = new FieldNames(
            "ApiId",
            "Rules",
            "AuthorizerResultTtlInSeconds",
            "EnableSimpleResponses",
            "CachedPerSourceIp",
            "Scopes",
            "Name",
            "Description");

    private static final Pattern API_ID = Pattern.compile("[a-z0-9]{1,64}");

    /** The names of the fields, which differ between invocations and custom resources. */
    record FieldNames(
            String apiId,
            String rules,
            String resultTtl,
            String simpleResponses,
            String cachedPerSourceIp,
            String scopes,
            String scopeName,
            String scopeDescription) {

        Set<String> all() {
            return Set.of(apiId, rules, resultTtl, simpleResponses, cachedPerSourceIp, scopes);
        }

        /** Returns the fields with numbers and booleans, which CloudFormation passes as strings. */
        Set<String> scalars() {
            return Set.of(resultTtl, simpleResponses, cachedPerSourceIp);
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

    /** Reads the scopes that the API declares; without the invalid ones. */
    List<ScopeDeclaration> scopes() {
        List<Map<String, String>> records =
                body.stringRecords(fieldNames.scopes(), List.of(fieldNames.scopeName(), fieldNames.scopeDescription()));
        if (records == null) {
            return List.of();
        }
        if (records.size() > PutApiRules.MAX_SCOPES) {
            body.violations()
                    .add(
                            fieldNames.scopes(),
                            ViolationReason.SCOPE_COUNT,
                            "must contain at most " + PutApiRules.MAX_SCOPES + " scopes");
            return List.of();
        }
        Map<String, ScopeDeclaration> declarations = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            String path = fieldNames.scopes() + "[" + i + "].";
            String description = String.valueOf(records.get(i).get(fieldNames.scopeDescription()));
            checkDescription(path + fieldNames.scopeDescription(), description);
            scope(path + fieldNames.scopeName(), records.get(i).get(fieldNames.scopeName()))
                    .map(scope -> declarations.putIfAbsent(scope.key(), new ScopeDeclaration(scope, description)))
                    .ifPresent(_ -> body.violations()
                            .add(path + fieldNames.scopeName(), ViolationReason.DUPLICATE, "is declared twice"));
        }
        return List.copyOf(declarations.values());
    }

    @Nullable
    ApiRules rules(List<ScopeDeclaration> declared) {
        Long seconds = body.longBetween(fieldNames.resultTtl(), 0, ApiRules.MAX_RESULT_TTL.toSeconds());
        Duration resultTtl = Duration.ofSeconds(seconds == null ? 0 : seconds);
        Boolean simpleResponses = body.bool(fieldNames.simpleResponses());
        Boolean cachedPerSourceIp = body.bool(fieldNames.cachedPerSourceIp());
        List<String> lines = body.required(
                fieldNames.rules(), fieldNames.equals(CUSTOM_RESOURCE) ? body::stringListOrLines : body::stringList);
        if (lines == null) {
            return null;
        }
        new RuleListValidator(lines, fieldNames.rules(), scopeReader, declared)
                .validate(body.violations(), resultTtl.isPositive());
        return new ApiRules(
                lines,
                resultTtl,
                simpleResponses == null || simpleResponses,
                Boolean.TRUE.equals(cachedPerSourceIp),
                List.of());
    }

    private Optional<Scope> scope(String path, @Nullable String name) {
        Optional<Scope> scope = Scope.parse(String.valueOf(name));
        if (scope.isEmpty()) {
            body.violations()
                    .add(
                            path,
                            ViolationReason.PATTERN,
                            "must contain at most " + Scope.MAX_LENGTH + " characters and match " + Scope.PATTERN);
            return scope;
        }
        try {
            scopeReader.checkDeclarable(scope.get());
        } catch (InvalidValueException e) {
            body.violations().add(path, e);
        }
        return scope;
    }

    private void checkDescription(String path, String description) {
        try {
            NameRules.checkScopeDescription(description);
        } catch (InvalidValueException e) {
            body.violations().add(path, e);
        }
    }
}
