package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Limits;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.text.Excerpt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of each token in a list. The id is always included. */
record FieldSelection(Set<String> names) {

    static final FieldSelection DEFAULT = new FieldSelection(Set.of("name", "enabled", "owner", "creationDate"));

    private static final int MAX_ECHO_LENGTH = 64;
    private static final String ID = "id";
    private static final String STATUS = "status";
    private static final List<String> ALL = List.of(
            ID,
            "name",
            "description",
            "enabled",
            "personalAccessToken",
            "owner",
            "createdBy",
            "project",
            "trust",
            "subject",
            "maxCreatedDays",
            "creationDate",
            "modifiedDate",
            "lastUsedDate",
            "lastUsedIpAddress",
            "expirationDate",
            "scopes",
            "allowedIps",
            "regeneratedDate",
            "previousSecretValidUntil",
            "currentSecretLastUsedDate",
            "previousSecretLastUsedDate",
            "lastRefusedUse",
            "retiredSecretUse",
            STATUS,
            "disabledReason",
            "violatedLimits",

            // A field of the vendor's API that no token has.
            "additionalMetadata");

    FieldSelection {
        Set<String> withId = new LinkedHashSet<>(names);
        withId.add(ID);
        names = Set.copyOf(withId);
    }

    /**
     * Parses {@code name,scopes}, which selects exactly these, or {@code +scopes,-owner}, which changes the default.
     * Blanks around commas are ignored. If the first field has a sign, a blank before another is a plus sign that was
     * not percent-encoded.
     */
    static FieldSelection parse(String text) throws InvalidValueException {
        Set<String> added = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        Set<String> exact = new LinkedHashSet<>();
        boolean isSigned = SignPrefix.of(text) != SignPrefix.NONE;
        for (String part : text.split(",", -1)) {
            String signedName = isSigned ? SignPrefix.restore(part) : part.strip();
            String name = SignPrefix.without(signedName);
            if (!ALL.contains(name)) {
                throw new InvalidValueException(
                        ViolationReason.UNKNOWN_VALUE,
                        "contains an unknown field '" + Excerpt.of(name, MAX_ECHO_LENGTH) + "'; allowed: "
                                + String.join(", ", ALL));
            }
            switch (SignPrefix.of(signedName)) {
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
            throw new InvalidValueException(
                    ViolationReason.INCONSISTENT, "must not mix fields with and without a sign");
        }
        return new FieldSelection(exact);
    }

    /** Returns the text that {@link #parse} accepts. */
    String encode() {
        return String.join(",", ALL.stream().filter(names::contains).toList());
    }

    boolean includesStatus() {
        return names.contains(STATUS);
    }

    /** Returns the selected fields of a damaged token that its row in the index has, and {@code "damaged": true}. */
    Map<String, Object> selectDamaged(TokenSummary row) {
        Map<String, Object> json = TokenJson.damaged(
                row.id(),
                row.origin(),
                new TokenSettings(row.name(), null, row.enabled(), row.scopes(), row.expiresAt(), row.modifiedAt()));
        json.keySet().retainAll(names);
        json.put("damaged", true);
        return json;
    }

    /** Returns the selected fields that the token has, in the order of its full representation. */
    Map<String, Object> select(Token token, TokenStatus status, Limits limits, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>(TokenJson.full(token, status, limits, now));
        json.keySet().retainAll(names);
        return json;
    }
}
