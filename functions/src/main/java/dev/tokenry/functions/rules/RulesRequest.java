package dev.tokenry.functions.rules;

import static java.util.Objects.requireNonNull;

import dev.tokenry.administration.ScopeReader;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeDeclaration;
import java.util.List;

/** A validated invocation by an administrator. */
sealed interface RulesRequest {

    String ACTION = "action";

    record Put(String apiId, ApiRules rules, List<ScopeDeclaration> scopes) implements RulesRequest {}

    record Get(String apiId) implements RulesRequest {}

    record Delete(String apiId) implements RulesRequest {}

    static RulesRequest from(JsonBody body, ScopeReader scopeReader) {
        RulesParser parser = new RulesParser(body, RulesParser.INVOCATION, scopeReader);
        RulesAction action = body.required(ACTION, name -> body.enumValue(name, RulesAction.class));
        String apiId = parser.apiId();
        List<ScopeDeclaration> scopes = action == RulesAction.PUT ? parser.scopes() : List.of();
        ApiRules rules = action == RulesAction.PUT ? parser.rules(scopes) : null;
        if (action == null) {
            // An unknown action has unknown fields: those of a put are not reported in addition.
            body.ignore(RulesParser.INVOCATION.all());
        }
        body.throwIfInvalid();
        String id = requireNonNull(apiId);
        return switch (requireNonNull(action)) {
            case PUT -> new Put(id, requireNonNull(rules), scopes);
            case GET -> new Get(id);
            case DELETE -> new Delete(id);
        };
    }

    /** The value of {@link #ACTION}. */
    enum RulesAction {
        PUT,
        GET,
        DELETE
    }
}
