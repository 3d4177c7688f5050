package dev.tokenry.administration;

/** Describes counts that end at a maximum, for messages. */
final class CountText {

    private CountText() {}

    /** Returns a number, or for example {@code more than 1000}. */
    static String number(long count, int max) {
        return count > max ? "more than " + max : Long.toString(count);
    }

    /**
     * Returns a number of things, for example {@code 3 tokens}.
     *
     * @param noun one of them
     */
    static String of(long count, int max, String noun) {
        return number(count, max) + " " + (count == 1 ? noun : noun + "s");
    }
}
