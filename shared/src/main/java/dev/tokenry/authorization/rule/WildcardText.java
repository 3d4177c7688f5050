package dev.tokenry.authorization.rule;

/** Text with wildcards, each of which matches any number of characters of its kind, also none. */
record WildcardText(String text) {

    /** Matches all characters, as in an IAM policy. */
    static final char ANY = '*';

    /** Matches all characters except the slash. */
    static final char WITHOUT_SLASH = '\1';

    /** Matches the characters of project names. */
    static final char PROJECT_NAME = '\0';

    private static final int END = -1;

    /** Returns whether some text matches both. */
    boolean intersects(WildcardText other) {
        return startsLike(other) && new Intersection(this, other).exists();
    }

    /**
     * Compares the literal characters before the first wildcard. Most pairs differ there, which saves the expensive
     * comparison.
     */
    private boolean startsLike(WildcardText other) {
        for (int i = 0; i < Math.min(text.length(), other.text.length()); i++) {
            if (isWildcard(at(i)) || isWildcard(other.at(i))) {
                return true;
            }
            if (at(i) != other.at(i)) {
                return false;
            }
        }
        return true;
    }

    private int at(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }

    private static boolean isWildcard(int c) {
        return c == ANY || c == WITHOUT_SLASH || c == PROJECT_NAME;
    }

    /** Returns whether a wildcard matches a character, or another wildcard in part. */
    private static boolean matches(int wildcard, int c) {
        return switch (wildcard) {
            case ANY -> c != END;
            case WITHOUT_SLASH -> c != END && c != '/';
            case PROJECT_NAME -> isWildcard(c) || Character.isLetterOrDigit(c) || c == '-' || c == '_';
            default -> false;
        };
    }

    /** Compares two texts from their ends, so that each pair of remainders is compared once. */
    private static final class Intersection {

        private final WildcardText first;
        private final WildcardText second;
        // [i][j]: whether some text matches both the first text from i on and the second from j on.
        private final boolean[][] exists;

        Intersection(WildcardText first, WildcardText second) {
            this.first = first;
            this.second = second;
            this.exists = new boolean[first.text.length() + 1][second.text.length() + 1];
        }

        boolean exists() {
            for (int i = first.text.length(); i >= 0; i--) {
                for (int j = second.text.length(); j >= 0; j--) {
                    exists[i][j] = existsFrom(i, j);
                }
            }
            return exists[0][0];
        }

        /** A wildcard matches no more characters, or it matches what the other text has here and stays. */
        private boolean existsFrom(int i, int j) {
            int a = first.at(i);
            int b = second.at(j);
            if (a == END && b == END) {
                return true;
            }
            return (a == b && exists[i + 1][j + 1])
                    || (isWildcard(a) && (exists[i + 1][j] || (matches(a, b) && exists[i][j + 1])))
                    || (isWildcard(b) && (exists[i][j + 1] || (matches(b, a) && exists[i + 1][j])));
        }
    }
}
