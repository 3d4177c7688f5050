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
sealed interface Call {

    record Put(String apiId, ApiRules rules) implements Call {}

    record Get(String apiId) implements Call {}

    record Delete(String apiId) implements Call {}

    static Call read(JsonBody body, ScopeCatalogue catalogue) {
        RulesReader reader = new RulesReader(body, RulesReader.CALL, catalogue);
        Action action = action(body);
        String apiId = reader.apiId();
        ApiRules rules = action == Action.PUT ? reader.rules() : null;
        body.rejectUnknownFields(
                action == Action.GET || action == Action.DELETE
                        ? Set.of(Action.FIELD, RulesReader.CALL.apiId())
                        : RulesReader.CALL.namesAnd(Action.FIELD));
        body.throwIfInvalid();
        String id = requireNonNull(apiId);
        return switch (requireNonNull(action)) {
            case PUT -> new Put(id, requireNonNull(rules));
            case GET -> new Get(id);
            case DELETE -> new Delete(id);
        };
    }

    private static @Nullable Action action(JsonBody body) {
        String text = body.string(Action.FIELD);
        Optional<Action> action = Action.read(text);
        if (!body.has(Action.FIELD)) {
            body.addViolation(Action.FIELD, "is required: one of " + Action.FORM);
        } else if (text != null && action.isEmpty()) {
            body.addViolation(Action.FIELD, "must be one of " + Action.FORM);
        }
        return action.orElse(null);
    }

    /** The word for it. */
    enum Action {
        PUT,
        GET,
        DELETE;

        static final String FIELD = "action";
        static final String FORM = Arrays.stream(values()).map(Action::toString).collect(Collectors.joining(", "));

        static Optional<Action> read(@Nullable String text) {
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
