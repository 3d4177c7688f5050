package dev.tokenry.functions.rules;

import static java.util.Objects.requireNonNull;

import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an administrator asks for. */
sealed interface RulesRequest {

    record Put(String apiId, ApiRules rules) implements RulesRequest {}

    record Get(String apiId) implements RulesRequest {}

    record Delete(String apiId) implements RulesRequest {}

    static RulesRequest from(JsonBody body, ScopeCatalogue catalogue) {
        RulesParser parser = new RulesParser(body, RulesParser.INVOCATION, catalogue);
        RulesAction action = action(body);
        String apiId = parser.apiId();
        ApiRules rules = action == RulesAction.PUT ? parser.rules() : null;
        body.rejectUnknownFields(
                action == RulesAction.GET || action == RulesAction.DELETE
                        ? Set.of(RulesAction.FIELD, RulesParser.INVOCATION.apiId())
                        : RulesParser.INVOCATION.plus(RulesAction.FIELD));
        body.throwIfInvalid();
        String id = requireNonNull(apiId);
        return switch (requireNonNull(action)) {
            case PUT -> new Put(id, requireNonNull(rules));
            case GET -> new Get(id);
            case DELETE -> new Delete(id);
        };
    }

    private static @Nullable RulesAction action(JsonBody body) {
        String text = body.string(RulesAction.FIELD);
        Optional<RulesAction> action = RulesAction.parse(text);
        if (!body.has(RulesAction.FIELD)) {
            body.addViolation(RulesAction.FIELD, "is required: one of " + RulesAction.ALLOWED_VALUES);
        } else if (text != null && action.isEmpty()) {
            body.addViolation(RulesAction.FIELD, "must be one of " + RulesAction.ALLOWED_VALUES);
        }
        return action.orElse(null);
    }

    /** The word for it. */
    enum RulesAction {
        PUT,
        GET,
        DELETE;

        static final String FIELD = "action";
        static final String ALLOWED_VALUES = Arrays.stream(values()).map(RulesAction::toString).collect(Collectors.joining(", "));

        static Optional<RulesAction> parse(@Nullable String text) {
            return Arrays.stream(values())
                    .filter(action -> action.toString().equals(text))
                    .findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
