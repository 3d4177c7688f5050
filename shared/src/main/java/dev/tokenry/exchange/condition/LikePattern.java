package dev.tokenry.exchange.condition;

import dev.tokenry.text.AsciiSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for the whole of a text. {@code *} stands for one or more printable characters of ASCII except {@code /},
 * {@code :} and {@code @}; {@code **}, only at the end, for one or more of all of them. The rules of the syntax make
 * matching take linear time, and keep a wildcard from reaching into the next part of a text such as a subject.
 */
public final class LikePattern {

    static final int MAX_LENGTH = 256;
    static final int MAX_VALUE_LENGTH = 1024;
    static final int MAX_WILDCARDS = 3;
    static final int MIN_PREFIX_LENGTH = 4;

    private static final String REST = "**";
    private static final AsciiSet PRINTABLE = AsciiSet.of("!-~");

    /** Nearly no claim has one of these, and an expression that is taken for a text would never match. */
    private static final AsciiSet REGULAR_EXPRESSION = AsciiSet.of("$?[\\]^|");

    private static final AsciiSet SEPARATORS = AsciiSet.of("/:@");

    private final String pattern;

    private LikePattern(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException if {@link #findViolation} finds one
     */
    public static LikePattern parse(String pattern) {
        if (findViolation(pattern).isPresent()) {
            throw new IllegalArgumentException("Not a pattern");
        }
        return new LikePattern(pattern);
    }

    /** Returns which rule of the syntax a text violates; empty if it is a pattern. */
    public static Optional<String> findViolation(String text) {
        if (text.length() > MAX_LENGTH || !PRINTABLE.isWord(text)) {
            return Optional.of("must have at most " + MAX_LENGTH + " printable characters of ASCII without blanks");
        }
        if (REGULAR_EXPRESSION.containsAnyOf(text)) {
            return Optional.of("must not be a regular expression: $ ? [ ] ^ | and \\ are not accepted");
        }
        int first = text.indexOf('*');
        if ((first < 0 ? text.length() : first) < MIN_PREFIX_LENGTH) {
            return Optional.of("must begin with " + MIN_PREFIX_LENGTH + " characters that are not wildcards");
        }
        // From here on, a wildcard for the rest counts as one.
        String wildcards = text.endsWith(REST) ? text.substring(0, text.length() - 1) : text;
        if (wildcards.contains(REST)) {
            return Optional.of("must have ** at its end only");
        }
        int count = 0;
        boolean isInPart = false;
        for (int i = 0; i < wildcards.length(); i++) {
            char c = wildcards.charAt(i);
            if (SEPARATORS.contains(c)) {
                isInPart = false;
            } else if (c == '*' && isInPart) {
                return Optional.of("must have at most one wildcard between two of / : @");
            } else if (c == '*') {
                isInPart = true;
                count++;
            }
        }
        return count > MAX_WILDCARDS
                ? Optional.of("must have at most " + MAX_WILDCARDS + " wildcards")
                : Optional.empty();
    }

    /**
     * Returns whether the whole value matches. A value that is longer than {@value #MAX_VALUE_LENGTH} characters, or
     * that has a blank, a control character or one that is not of ASCII, never does.
     */
    public boolean matches(String value) {
        if (value.length() > MAX_VALUE_LENGTH || !PRINTABLE.isWord(value)) {
            return false;
        }
        int patternStart = 0;
        int valueStart = 0;
        while (true) {
            int patternEnd = endOfPart(pattern, patternStart);
            int valueEnd = endOfPart(value, valueStart);
            String part = pattern.substring(patternStart, patternEnd);
            if (part.endsWith(REST)) {
                String prefix = part.substring(0, part.length() - REST.length());
                return value.startsWith(prefix, valueStart) && value.length() - valueStart > prefix.length();
            }
            if (!matchesPart(part, value.substring(valueStart, valueEnd))) {
                return false;
            }
            if (patternEnd == pattern.length() || valueEnd == value.length()) {
                return patternEnd == pattern.length() && valueEnd == value.length();
            }
            if (pattern.charAt(patternEnd) != value.charAt(valueEnd)) {
                return false;
            }
            patternStart = patternEnd + 1;
            valueStart = valueEnd + 1;
        }
    }

    /** Compares what is between two separators: a part of the pattern has at most one wildcard. */
    private static boolean matchesPart(String part, String value) {
        int wildcard = part.indexOf('*');
        if (wildcard < 0) {
            return part.equals(value);
        }
        // The wildcard has the length of one character, which is the least that it stands for.
        return value.length() >= part.length()
                && value.startsWith(part.substring(0, wildcard))
                && value.endsWith(part.substring(wildcard + 1));
    }

    private static int endOfPart(String text, int start) {
        int end = start;
        while (end < text.length() && !SEPARATORS.contains(text.charAt(end))) {
            end++;
        }
        return end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LikePattern like && pattern.equals(like.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
