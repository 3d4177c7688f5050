package dev.tokenry.functions.notices;

import dev.tokenry.model.Language;

/**
 * A text with a number, {@code {n}}, in the forms that English, Dutch and Russian distinguish (CLDR: "Language Plural
 * Rules").
 *
 * @param one for 1; in Russian also for 21, 31 and so on, but not for 11
 * @param few for 2 to 4, 22 to 24 and so on, but not for 12 to 14; in Russian only
 * @param many for all other numbers
 */
record Plural(String one, String few, String many) {

    private static final String NUMBER = "{n}";

    /** Creates a text of a language that has two forms. */
    static Plural of(String one, String other) {
        return new Plural(one, other, other);
    }

    String of(int number, Language language) {
        String form = switch (language) {
            case ENGLISH, DUTCH -> number == 1 ? one : many;
            case RUSSIAN -> russian(number);
        };
        return form.replace(NUMBER, Integer.toString(number));
    }

    private String russian(int number) {
        int last = number % 10;
        boolean teen = number / 10 % 10 == 1;
        if (last == 1 && !teen) {
            return one;
        }
        return last >= 2 && last <= 4 && !teen ? few : many;
    }
}
