package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;

import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that a list shows of each token; the id is always one of them. */
record FieldSelection(Set<String> names) {

    static final FieldSelection DEFAULT = new FieldSelection(Set.of("name", "enabled", "owner", "creationDate"));

    private static final String ID = "id";
    private static final List<String> ALL = List.of(
            ID,
            "name",
            "description",
            "enabled",
            "personalAccessToken",
            "owner",
            "createdBy",
            "project",
            "creationDate",
            "modifiedDate",
            "lastUsedDate",
            "lastUsedIpAddress",
            "expirationDate",
            "scopes",
            "regeneratedDate",
            "previousSecretValidUntil");

    FieldSelection {
        Set<String> withId = new LinkedHashSet<>(names);
        withId.add(ID);
        names = Set.copyOf(withId);
    }

    /** Reads {@code name,scopes}: exactly these; or {@code +scopes,-owner}: the default with changes. */
    static FieldSelection parse(String text) throws InvalidValueException {
        Set<String> added = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        Set<String> exact = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String name = SignPrefix.without(part);
            if (!ALL.contains(name)) {
                throw new InvalidValueException("names a field that there is not; there are " + String.join(", ", ALL));
            }
            switch (SignPrefix.of(part)) {
                case PLUS -> added.add(name);
                case MINUS -> removed.add(name);
                case NONE -> exact.add(name);
            }
        }
        if (exact.isEmpty()) {
            added.addAll(DEFAULT.names);
            added.removeAll(removed);
            return new FieldSelection(added);
        }
        if (!added.isEmpty() || !removed.isEmpty()) {
            throw new InvalidValueException("mixes fields that have a sign with some that have none");
        }
        return new FieldSelection(exact);
    }

    /** As {@link #parse} takes it. */
    String encode() {
        return String.join(",", ALL.stream().filter(names::contains).toList());
    }

    /** These fields of a token, as far as it has them, in the order of all. */
    Map<String, Object> select(Token token, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>(TokenJson.full(token, now));
        json.keySet().retainAll(names);
        return json;
    }
}
