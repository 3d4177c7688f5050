package dev.tokenry.functions.tokens.selector;

/** A selector that cannot be taken; its message is meant for the caller and says where it goes wrong, and how. */
public final class RefusedSelector extends Exception {

    private static final long serialVersionUID = 1;

    /** @param index of the character, counted from 0 as Java does; people count from 1 */
    RefusedSelector(int index, String what) {
        // No stack trace: it is an answer, not a fault.
        super("position " + (index + 1) + ": " + what, null, false, false);
    }
}
