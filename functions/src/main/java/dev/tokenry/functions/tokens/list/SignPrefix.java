package dev.tokenry.functions.tokens.list;

/** A plus or minus sign before a name. A plus sign that is not percent-encoded arrives as a space. */
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

    /** Returns the text without its sign. */
    static String without(String text) {
        return of(text) == NONE ? text : text.substring(1);
    }

    /** Returns the text without blanks around it, and with the plus sign that a blank before it stands for. */
    static String restore(String text) {
        String stripped = text.strip();
        return of(text) == PLUS && of(stripped) == NONE ? "+" + stripped : stripped;
    }
}
