package dev.tokenry.functions.tokens.selector;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.time.DateParser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code owner("x","y"), enabled(true)}. Spaces are allowed around commas. In quotes, {@code ~"} is a quote and
 * {@code ~~} is a tilde.
 */
final class TokenSelectorParser {

    private static final String CRITERIA =
            "owner, personalAccessToken, scope, name, createdBy, project, enabled, expired, expiresWithin, unusedScopes, status, violatesPolicy, trust, exchanged, text";
    private static final Pattern PERIOD = Pattern.compile("[0-9]{1,6}[mhdwMy]");
    private static final Pattern PERIOD_IN_DAYS = Pattern.compile("[0-9]{1,6}[dwMy]");
    private static final Duration MAX_UNUSED = Duration.ofDays(3_650);

    private interface ArgumentParser {
        Criterion parse() throws InvalidValueException;
    }

    private final String text;
    private final ScopeCatalogue scopes;
    private final Limits limits;
    private final Instant now;
    private int position;

    TokenSelectorParser(String text, ScopeCatalogue scopes, Limits limits, Instant now) {
        this.text = text;
        this.scopes = scopes;
        this.limits = limits;
        this.now = now;
    }

    TokenSelector parse() throws InvalidValueException {
        List<Criterion> criteria = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            skipBlanks();
            criteria.add(criterion(names));
            skipBlanks();
        } while (accept(','));
        if (position < text.length()) {
            throw error(position, "expected a comma or the end");
        }
        return new TokenSelector(text, criteria);
    }

    private Criterion criterion(Set<String> names) throws InvalidValueException {
        int start = position;
        String name = word();
        if (name.isEmpty()) {
            throw error(start, "expected a criterion, one of " + CRITERIA);
        }
        if (!names.add(name)) {
            throw error(start, "duplicate criterion");
        }
        ArgumentParser argumentParser = argumentParser(name);
        if (argumentParser == null) {
            throw error(start, "unknown criterion; allowed: " + CRITERIA);
        }
        expect('(', "an opening parenthesis");
        Criterion criterion = argumentParser.parse();
        expect(')', "a closing parenthesis");
        return criterion;
    }

    /** Returns the parser of a criterion's arguments; null if the criterion is unknown. */
    private @Nullable ArgumentParser argumentParser(String name) {
        return switch (name) {
            case "owner" -> () -> new Criterion.Owner(ownerNames());
            case "createdBy" -> () -> new Criterion.CreatedBy(ownerNames());
            case "scope" ->
                () -> new Criterion.HasScope(
                        quotedList().stream().map(this::scopeName).toList());
            case "project" -> () -> new Criterion.Project(quoted());
            case "name" -> () -> new Criterion.Name(quoted());
            case "text" -> () -> new Criterion.Text(quoted());
            case "personalAccessToken" -> () -> new Criterion.Personal(bool());
            case "enabled" -> () -> new Criterion.Enabled(bool());
            case "trust" -> () -> new Criterion.Trust(quoted());
            case "exchanged" -> () -> new Criterion.Exchanged(bool());
            case "expired" -> () -> new Criterion.Expired(bool(), now);
            case "violatesPolicy" -> () -> new Criterion.ViolatesPolicy(bool(), limits, now);
            case "status" -> () -> new Criterion.Status(statuses(), now);
            case "expiresWithin" -> () -> new Criterion.ExpiresWithin(now, endOfPeriod());
            case "unusedScopes" -> () -> new Criterion.UnusedScopes(startOfPeriod());
            default -> null;
        };
    }

    private List<String> quotedList() throws InvalidValueException {
        List<String> values = new ArrayList<>();
        values.add(quoted());
        for (int end = position; ; end = position) {
            skipBlanks();
            if (!accept(',')) {
                // These spaces do not precede a comma.
                position = end;
                return values;
            }
            skipBlanks();
            values.add(quoted());
        }
    }

    private String quoted() throws InvalidValueException {
        int start = position;
        expect('"', "a quote");
        StringBuilder quoted = new StringBuilder();
        while (!accept('"')) {
            if (position == text.length()) {
                throw error(start, "this quote is not closed");
            }
            int escape = position;
            if (accept('~') && (position == text.length() || "\"~".indexOf(text.charAt(position)) < 0)) {
                throw error(escape, "a tilde must be written as ~~ and a quote as ~\"");
            }
            quoted.append(text.charAt(position));
            position++;
        }
        return quoted.toString();
    }

    private Set<TokenStatus> statuses() throws InvalidValueException {
        int start = position;
        Set<TokenStatus> statuses = EnumSet.noneOf(TokenStatus.class);
        for (String value : quotedList()) {
            statuses.add(Stream.of(TokenStatus.values())
                    .filter(status -> status.value().equals(value))
                    .findAny()
                    .orElseThrow(() -> error(
                            start,
                            "unknown status; allowed: "
                                    + Stream.of(TokenStatus.values())
                                            .map(TokenStatus::value)
                                            .collect(Collectors.joining(", ")))));
        }
        return statuses;
    }

    private boolean bool() throws InvalidValueException {
        int start = position;
        return switch (word()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error(start, "expected true or false");
        };
    }

    private Instant endOfPeriod() throws InvalidValueException {
        int start = position;
        String period = quoted();
        if (!PERIOD.matcher(period).matches()) {
            throw error(start, "expected a period: 1 to 6 digits and one of m h d w M y, for example \"7d\"");
        }
        try {
            return new DateParser(InstantSource.fixed(now)).parse("now+" + period);
        } catch (InvalidValueException e) {
            // Later than the last supported date, and so later than every expiration date.
            return Instant.MAX;
        }
    }

    /** Returns when a period of days began that ends now. */
    private Instant startOfPeriod() throws InvalidValueException {
        int start = position;
        String period = quoted();
        if (!PERIOD_IN_DAYS.matcher(period).matches()) {
            throw error(start, "expected a period: 1 to 6 digits and one of d w M y, for example \"90d\"");
        }
        try {
            Instant begin = new DateParser(InstantSource.fixed(now)).parse("now-" + period);
            Duration length = Duration.between(begin, now.truncatedTo(ChronoUnit.MILLIS));
            if (!length.isZero() && length.compareTo(MAX_UNUSED) <= 0) {
                return begin;
            }
        } catch (InvalidValueException e) {
            // Earlier than the first supported date, and so longer than the longest period.
        }
        throw error(start, "expected a period of 1 to " + MAX_UNUSED.toDays() + " days");
    }

    /** @param index the index of the character, which the message counts from 1 */
    private static InvalidValueException error(int index, String message) {
        return new InvalidValueException(
                ViolationReason.MALFORMED_SELECTOR, "position " + (index + 1) + ": " + message);
    }

    /** Returns the names that can be of an owner: others have no tokens. */
    private List<OwnerName> ownerNames() throws InvalidValueException {
        return quotedList().stream()
                .flatMap(text -> OwnerName.parse(text).stream())
                .toList();
    }

    private String scopeName(String nameOrAlias) {
        return scopes.find(nameOrAlias).map(Scope::name).orElse(nameOrAlias);
    }

    private String word() {
        int start = position;
        while (position < text.length() && isLetter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipBlanks() {
        while (accept(' ')) {
            // The spaces are ignored.
        }
    }

    private void expect(char expected, String what) throws InvalidValueException {
        if (!accept(expected)) {
            throw error(position, "expected " + what);
        }
    }

    private boolean accept(char expected) {
        boolean accepted = position < text.length() && text.charAt(position) == expected;
        position += accepted ? 1 : 0;
        return accepted;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
