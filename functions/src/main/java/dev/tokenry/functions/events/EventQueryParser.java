package dev.tokenry.functions.events;

import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.model.NameRules;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.time.DateParser;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses the query parameters of a search for events. */
record EventQueryParser(DateParser dates, Instant now) {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ACTION = "action";
    private static final String ACTOR = "actor";
    private static final String TARGET = "target";
    private static final String PROJECT = "project";

    static final Set<String> PARAMETERS =
            Set.of(FROM, TO, ACTION, ACTOR, TARGET, PROJECT, QueryParameters.PAGE_SIZE, QueryParameters.NEXT_PAGE_KEY);

    private static final Pattern ACTION_PATTERN = Pattern.compile("[a-z][A-Za-z]{0,31}\\.[a-z][A-Za-z]{0,31}");
    private static final List<String> ACTOR_KINDS =
            List.of("token", "iam", "possession", "exchange", "service", "unknown");

    /** Those without an id. */
    private static final Set<String> SINGLE_ACTORS = Set.of("unknown");

    private static final int MAX_ID_LENGTH = 200;

    AuditEventQuery parse(QueryParameters parameters) {
        Instant from = parameters.parse(FROM, dates::parsePast);
        Instant to = parameters.parse(TO, dates::parsePast);
        if (from != null && from.isAfter(to == null ? now : to)) {
            parameters
                    .violations()
                    .add(FROM, ViolationReason.INCONSISTENT, "must not be later than " + (to == null ? "now" : TO));
        }
        return new AuditEventQuery(
                parameters.parse(TARGET, EventQueryParser::parseTarget),
                parameters.parse(ACTOR, EventQueryParser::parseActor),
                parameters.parse(ACTION, EventQueryParser::parseAction),
                parameters.parse(PROJECT, EventQueryParser::parseProject),
                from,
                endAfter(to));
    }

    /** The end of a query is exclusive, that of a request inclusive. */
    private static @Nullable Instant endAfter(@Nullable Instant to) {
        return to == null ? null : to.plus(Duration.ofMillis(1));
    }

    private static String parseTarget(String text) throws InvalidValueException {
        String[] parts = text.split(":", 2);
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.id().equals(parts[0]))
                .findFirst()
                .orElseThrow(() ->
                        unknownKind(Arrays.stream(Kind.values()).map(Kind::id).toList()));
        return AuditTarget.of(kind, id(parts)).key();
    }

    private static String parseActor(String text) throws InvalidValueException {
        String[] parts = text.split(":", 2);
        if (!ACTOR_KINDS.contains(parts[0])) {
            throw unknownKind(ACTOR_KINDS);
        }
        return SINGLE_ACTORS.contains(text) ? text : parts[0] + "#" + id(parts);
    }

    private static InvalidValueException unknownKind(List<String> kinds) {
        return new InvalidValueException(
                ViolationReason.UNKNOWN_VALUE,
                kinds.stream().collect(Collectors.joining(", ", "must start with one of the kinds ", "")));
    }

    private static String id(String[] parts) throws InvalidValueException {
        if (parts.length < 2 || parts[1].isEmpty() || parts[1].length() > MAX_ID_LENGTH) {
            throw new InvalidValueException(
                    ViolationReason.PATTERN, "must be kind:id, with an id of at most " + MAX_ID_LENGTH + " characters");
        }
        return parts[1];
    }

    private static String parseAction(String text) throws InvalidValueException {
        if (!ACTION_PATTERN.matcher(text).matches()) {
            throw new InvalidValueException(ViolationReason.PATTERN, "must have a form such as token.created");
        }
        return text;
    }

    private static String parseProject(String text) throws InvalidValueException {
        if (!NameRules.isValidProject(text)) {
            throw new InvalidValueException(ViolationReason.PATTERN, "is not the name of a project");
        }
        return text;
    }
}
