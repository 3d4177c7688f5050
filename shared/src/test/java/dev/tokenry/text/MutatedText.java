package dev.tokenry.text;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that are almost valid: examples in which some characters are replaced, inserted or removed. */
public final class MutatedText {

    private static final int COUNT = 20_000;
    private static final int MAX_MUTATIONS = 4;

    /**
     * Characters that regular expressions and loops can treat differently: line terminators, letters that are equal to
     * those of ASCII in another case, a digit, and the halves of a character outside the Basic Multilingual Plane.
     */
    private static final String FOREIGN = "\n\r\u0085\u0130\u017f\u212a\u0661\ud83d\ude00";

    private MutatedText() {}

    /**
     * Returns the examples and mutations of them, the same in each run.
     *
     * @param alphabet what is inserted, in addition to characters that no syntax of ASCII contains
     */
    public static Stream<String> of(String alphabet, List<String> examples) {
        Random random = new Random(1);
        String characters = alphabet.repeat(3) + FOREIGN;
        return Stream.concat(
                examples.stream(),
                Stream.generate(() -> mutate(examples.get(random.nextInt(examples.size())), characters, random))
                        .limit(COUNT));
    }

    private static String mutate(String example, String alphabet, Random random) {
        StringBuilder text = new StringBuilder(example);
        for (int i = random.nextInt(MAX_MUTATIONS); i >= 0; i--) {
            int position = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), position + random.nextInt(3));
            String inserted =
                    random.nextBoolean() ? "" : String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
            text.replace(position, end, inserted);
        }
        return text.toString();
    }
}
