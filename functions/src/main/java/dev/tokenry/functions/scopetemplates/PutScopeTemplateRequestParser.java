package dev.tokenry.functions.scopetemplates;

import static java.util.Objects.requireNonNull;

import dev.tokenry.administration.PutScopeTemplate;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.ScopeFieldParser;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.store.ScopeTemplateFinder;
import java.util.Optional;

/** Parses the body of a put request. */
record PutScopeTemplateRequestParser(
        TokenFieldParser fieldParser, ScopeFieldParser scopeParser, ScopeTemplateFinder templates) {

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    PutScopeTemplate.Details parse(String name, JsonBody body) {
        if (!NameRules.isValidProject(name)) {
            body.violations()
                    .add(
                            "name",
                            ViolationReason.PATTERN,
                            "must match " + NameRules.PROJECT_PATTERN,
                            ParameterLocation.PATH);
        }
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(name)) {
            body.violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
        String description = fieldParser.description(body);
        Scopes scopes = body.required("scopes", _ -> scopeParser.templateScopes(body, () -> heldScopes(name)));
        body.throwIfInvalid();
        return new PutScopeTemplate.Details(name, description, requireNonNull(scopes));
    }

    private Scopes heldScopes(String name) {
        return Optional.of(name)
                .filter(NameRules::isValidProject)
                .flatMap(templates::find)
                .map(ScopeTemplate::scopes)
                .orElse(Scopes.NONE);
    }
}
