package dev.tokenry.functions.scopes;

import static java.util.Objects.requireNonNull;

import dev.tokenry.administration.PutScope;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.ScopeFieldParser;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses the body of a put request. */
final class PutScopeRequestParser {

    private PutScopeRequestParser() {}

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    static PutScope.Details parse(
            String nameInPath, JsonBody body, ScopeReader scopeReader, ScopeFieldParser fieldParser) {
        Optional<Scope> scope = scope(nameInPath, body, scopeReader);
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(nameInPath)) {
            body.violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
        String description = body.required("description", _ -> description(body));
        Boolean deprecated = body.bool("deprecated");
        Scope replacedBy = fieldParser.scope(body, "replacedBy");
        if (replacedBy != null && Optional.of(replacedBy).equals(scope)) {
            body.violations().add("replacedBy", ViolationReason.INCONSISTENT, "must be another scope");
        }
        body.ignore(ScopeJson.READ_ONLY);
        body.throwIfInvalid();
        return new PutScope.Details(
                scope.orElseThrow(), requireNonNull(description), Boolean.TRUE.equals(deprecated), replacedBy);
    }

    private static Optional<Scope> scope(String name, JsonBody body, ScopeReader scopeReader) {
        Optional<Scope> scope = Scope.parse(name);
        if (scope.isEmpty()) {
            body.violations()
                    .add(
                            "name",
                            ViolationReason.PATTERN,
                            "must contain at most " + Scope.MAX_LENGTH + " characters and match " + Scope.PATTERN,
                            ParameterLocation.PATH);
            return scope;
        }
        try {
            scopeReader.checkDeclarable(scope.get());
        } catch (InvalidValueException e) {
            body.violations().add("name", e.reason(), e.getMessage(), ParameterLocation.PATH);
        }
        return scope;
    }

    private static @Nullable String description(JsonBody body) {
        String description = body.string("description");
        if (description != null) {
            try {
                NameRules.checkScopeDescription(description);
            } catch (InvalidValueException e) {
                body.violations().add("description", e);
            }
        }
        return description;
    }
}
