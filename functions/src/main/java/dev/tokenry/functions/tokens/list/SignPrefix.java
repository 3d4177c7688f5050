package dev.tokenry.functions.tokens.list;

/** A plus or a minus before a name. A plus that was not encoded arrives as a blank, and is one all the same. */
enum SignPrefix {
    PLUS,
    MINUS,
    NONE;

    static SignPrefix of(String text) {
        if (text.startsWith("+") || text.startsWith(" ")) {
            return PLUS;
        }
        return text.startsWith("-") ? MINUS : NONE;
    }

    /** What is left of a text behind its sign. */
    static String without(String text) {
        return of(text) == NONE ? text : text.substring(1);
    }
}
