package dev.tokenry.functions.list;

import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that a list shows of each token; the id is always one of them. */
record Fields(Set<String> names) {

    static final Fields DEFAULT = new Fields(Set.of("name", "enabled", "owner", "creationDate"));

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

    Fields {
        Set<String> withId = new LinkedHashSet<>(names);
        withId.add(ID);
        names = Set.copyOf(withId);
    }

    /** Reads {@code name,scopes}: exactly these; or {@code +scopes,-owner}: the default with changes. */
    static Fields read(String text) throws Refusal {
        Set<String> added = new LinkedHashSet<>();
        Set<String> taken = new LinkedHashSet<>();
        Set<String> exact = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String name = Sign.without(part);
            if (!ALL.contains(name)) {
                throw new Refusal("names a field that there is not; there are " + String.join(", ", ALL));
            }
            switch (Sign.of(part)) {
                case PLUS -> added.add(name);
                case MINUS -> taken.add(name);
                case NONE -> exact.add(name);
            }
        }
        if (exact.isEmpty()) {
            added.addAll(DEFAULT.names);
            added.removeAll(taken);
            return new Fields(added);
        }
        if (!added.isEmpty() || !taken.isEmpty()) {
            throw new Refusal("mixes fields that have a sign with some that have none");
        }
        return new Fields(exact);
    }

    /** As {@link #read} takes it. */
    String asText() {
        return String.join(",", ALL.stream().filter(names::contains).toList());
    }

    /** These fields of a token, as far as it has them, in the order of all. */
    Map<String, Object> of(Token token, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>(TokenJson.full(token, now));
        json.keySet().retainAll(names);
        return json;
    }
}
