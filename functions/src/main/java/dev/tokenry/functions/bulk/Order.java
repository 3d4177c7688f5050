package dev.tokenry.functions.bulk;

import dev.tokenry.functions.api.Body;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One action on some tokens, each named once. */
record Order(Action action, List<String> ids) {

    private static final int MOST = 100;

    static Order read(Body body) {
        Action action = action(body);
        List<String> ids = ids(body);
        body.requireValid();
        return new Order(Objects.requireNonNull(action), Objects.requireNonNull(ids));
    }

    private static @Nullable Action action(Body body) {
        String text = body.text("action");
        if (!body.has("action")) {
            body.refuse("action", "is required: one of " + Action.FORM);
        }
        if (text == null) {
            return null;
        }
        Optional<Action> action = Action.read(text);
        if (action.isEmpty()) {
            body.refuse("action", "must be one of " + Action.FORM);
        }
        return action.orElse(null);
    }

    private static @Nullable List<String> ids(Body body) {
        List<String> ids = body.texts("ids");
        if (!body.has("ids")) {
            body.refuse("ids", "is required");
        }
        if (ids == null) {
            return null;
        }
        if (ids.isEmpty() || ids.size() > MOST) {
            body.refuse("ids", "must be 1 to " + MOST + " token ids");
            return null;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i))) {
                body.refuse("ids[" + i + "]", "is given more than once");
            }
        }
        return ids;
    }
}
