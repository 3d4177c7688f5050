package dev.tokenry.functions.tokens.selector;

import dev.tokenry.time.DateParser;
import dev.tokenry.time.InvalidDateException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code owner("x","y"), enabled(true)} from left to right, once. Blanks may stand around commas; inside quotes
 * {@code ~"} is a quote and {@code ~~} a tilde.
 */
final class TokenSelectorParser {

    private static final String CRITERIA =
            "owner, personalAccessToken, scope, name, createdBy, project, enabled, expired," + " expiresWithin, text";
    private static final Pattern PERIOD = Pattern.compile("[0-9]{1,6}[mhdwMy]");

    private interface ArgumentParser {
        Criterion parse() throws RefusedSelector;
    }

    private final String text;
    private final ScopeCatalogue scopes;
    private final Instant now;
    private int position;

    TokenSelectorParser(String text, ScopeCatalogue scopes, Instant now) {
        this.text = text;
        this.scopes = scopes;
        this.now = now;
    }

    TokenSelector parse() throws RefusedSelector {
        List<Criterion> criteria = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            skipBlanks();
            criteria.add(criterion(names));
            skipBlanks();
        } while (accept(','));
        if (position < text.length()) {
            throw new RefusedSelector(position, "a comma or the end is expected");
        }
        return new TokenSelector(text, criteria);
    }

    private Criterion criterion(Set<String> names) throws RefusedSelector {
        int start = position;
        String name = word();
        if (name.isEmpty()) {
            throw new RefusedSelector(start, "a criterion is expected, one of " + CRITERIA);
        }
        if (!names.add(name)) {
            throw new RefusedSelector(start, "a criterion that was given before");
        }
        ArgumentParser argumentParser = argumentParser(name);
        if (argumentParser == null) {
            throw new RefusedSelector(start, "an unknown criterion; known are " + CRITERIA);
        }
        expect('(', "an opening parenthesis");
        Criterion criterion = argumentParser.parse();
        expect(')', "a closing parenthesis");
        return criterion;
    }

    /** What stands between a criterion's parentheses; null when there is no such criterion. */
    private @Nullable ArgumentParser argumentParser(String name) {
        return switch (name) {
            case "owner" -> () -> new Criterion.Owner(quotedList());
            case "createdBy" -> () -> new Criterion.CreatedBy(quotedList());
            case "scope" ->
                () -> new Criterion.HasScope(
                        quotedList().stream().map(this::scopeName).toList());
            case "project" -> () -> new Criterion.Project(quoted());
            case "name" -> () -> new Criterion.Name(quoted());
            case "text" -> () -> new Criterion.Text(quoted());
            case "personalAccessToken" -> () -> new Criterion.Personal(bool());
            case "enabled" -> () -> new Criterion.Enabled(bool());
            case "expired" -> () -> new Criterion.Expired(bool(), now);
            case "expiresWithin" -> () -> new Criterion.ExpiresWithin(now, endOfPeriod());
            default -> null;
        };
    }

    private List<String> quotedList() throws RefusedSelector {
        List<String> values = new ArrayList<>();
        values.add(quoted());
        for (int end = position; ; end = position) {
            skipBlanks();
            if (!accept(',')) {
                // These blanks are around no comma.
                position = end;
                return values;
            }
            skipBlanks();
            values.add(quoted());
        }
    }

    private String quoted() throws RefusedSelector {
        int start = position;
        expect('"', "a quote");
        StringBuilder quoted = new StringBuilder();
        while (!accept('"')) {
            if (position == text.length()) {
                throw new RefusedSelector(start, "the quote that opens here is never closed");
            }
            int escape = position;
            if (accept('~') && (position == text.length() || "\"~".indexOf(text.charAt(position)) < 0)) {
                throw new RefusedSelector(escape, "a tilde is written ~~, and a quote ~\"");
            }
            quoted.append(text.charAt(position));
            position++;
        }
        return quoted.toString();
    }

    private boolean bool() throws RefusedSelector {
        int start = position;
        return switch (word()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RefusedSelector(start, "true or false is expected");
        };
    }

    private Instant endOfPeriod() throws RefusedSelector {
        int start = position;
        String period = quoted();
        if (!PERIOD.matcher(period).matches()) {
            throw new RefusedSelector(
                    start, "a period is expected: 1 to 6 digits and one of m h d w M y, for example \"7d\"");
        }
        try {
            return new DateParser(InstantSource.fixed(now)).parse("now+" + period);
        } catch (InvalidDateException e) {
            // Beyond the last date that there is, and so beyond every expiry.
            return Instant.MAX;
        }
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
            // Nothing to keep.
        }
    }

    private void expect(char expected, String what) throws RefusedSelector {
        if (!accept(expected)) {
            throw new RefusedSelector(position, what + " is expected");
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
