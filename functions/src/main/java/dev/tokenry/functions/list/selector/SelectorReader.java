package dev.tokenry.functions.list.selector;

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
final class SelectorReader {

    private static final String KNOWN =
            "owner, personalAccessToken, scope, name, createdBy, project, enabled, expired," + " expiresWithin, text";
    private static final Pattern PERIOD = Pattern.compile("[0-9]{1,6}[mhdwMy]");

    private interface Arguments {
        Criterion read() throws RefusedSelector;
    }

    private final String text;
    private final ScopeCatalogue scopes;
    private final Instant now;
    private int at;

    SelectorReader(String text, ScopeCatalogue scopes, Instant now) {
        this.text = text;
        this.scopes = scopes;
        this.now = now;
    }

    Selector read() throws RefusedSelector {
        List<Criterion> criteria = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            skipBlanks();
            criteria.add(criterion(names));
            skipBlanks();
        } while (takes(','));
        if (at < text.length()) {
            throw new RefusedSelector(at, "a comma or the end is expected");
        }
        return new Selector(text, criteria);
    }

    private Criterion criterion(Set<String> names) throws RefusedSelector {
        int start = at;
        String name = word();
        if (name.isEmpty()) {
            throw new RefusedSelector(start, "a criterion is expected, one of " + KNOWN);
        }
        if (!names.add(name)) {
            throw new RefusedSelector(start, "a criterion that was given before");
        }
        Arguments arguments = argumentsOf(name);
        if (arguments == null) {
            throw new RefusedSelector(start, "an unknown criterion; known are " + KNOWN);
        }
        require('(', "an opening parenthesis");
        Criterion criterion = arguments.read();
        require(')', "a closing parenthesis");
        return criterion;
    }

    /** What stands between a criterion's parentheses; null when there is no such criterion. */
    private @Nullable Arguments argumentsOf(String name) {
        return switch (name) {
            case "owner" -> () -> new Criterion.Owner(quotedOnes());
            case "createdBy" -> () -> new Criterion.CreatedBy(quotedOnes());
            case "scope" ->
                () -> new Criterion.HasScope(
                        quotedOnes().stream().map(this::scopeName).toList());
            case "project" -> () -> new Criterion.Project(quoted());
            case "name" -> () -> new Criterion.Name(quoted());
            case "text" -> () -> new Criterion.Text(quoted());
            case "personalAccessToken" -> () -> new Criterion.Personal(flag());
            case "enabled" -> () -> new Criterion.Enabled(flag());
            case "expired" -> () -> new Criterion.Expired(flag(), now);
            case "expiresWithin" -> () -> new Criterion.ExpiresWithin(now, endOfPeriod());
            default -> null;
        };
    }

    private List<String> quotedOnes() throws RefusedSelector {
        List<String> all = new ArrayList<>();
        all.add(quoted());
        for (int end = at; ; end = at) {
            skipBlanks();
            if (!takes(',')) {
                // These blanks are around no comma.
                at = end;
                return all;
            }
            skipBlanks();
            all.add(quoted());
        }
    }

    private String quoted() throws RefusedSelector {
        int start = at;
        require('"', "a quote");
        StringBuilder quoted = new StringBuilder();
        while (!takes('"')) {
            if (at == text.length()) {
                throw new RefusedSelector(start, "the quote that opens here is never closed");
            }
            int escape = at;
            if (takes('~') && (at == text.length() || "\"~".indexOf(text.charAt(at)) < 0)) {
                throw new RefusedSelector(escape, "a tilde is written ~~, and a quote ~\"");
            }
            quoted.append(text.charAt(at));
            at++;
        }
        return quoted.toString();
    }

    private boolean flag() throws RefusedSelector {
        int start = at;
        return switch (word()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new RefusedSelector(start, "true or false is expected");
        };
    }

    private Instant endOfPeriod() throws RefusedSelector {
        int start = at;
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
        int start = at;
        while (at < text.length() && isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (takes(' ')) {
            // Nothing to keep.
        }
    }

    private void require(char wanted, String what) throws RefusedSelector {
        if (!takes(wanted)) {
            throw new RefusedSelector(at, what + " is expected");
        }
    }

    private boolean takes(char wanted) {
        boolean is = at < text.length() && text.charAt(at) == wanted;
        at += is ? 1 : 0;
        return is;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
