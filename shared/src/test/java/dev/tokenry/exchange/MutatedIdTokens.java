package dev.tokenry.exchange;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Id tokens in which characters are replaced, inserted or removed, the same in each run. */
final class MutatedIdTokens {

    private static final int COUNT = 2_000;
    private static final String ALPHABET = "ABCabc019-_.=+/ \n\u0000\u00e9\ud83d";

    private MutatedIdTokens() {}

    /** Returns strings that differ from the given one in one to three places. */
    static Stream<String> of(String text) {
        Random random = new Random(42);
        return IntStream.range(0, COUNT).mapToObj(_ -> mutate(text, random)).filter(mutated -> !mutated.equals(text));
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int position = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), position + random.nextInt(2));
            String inserted =
                    random.nextInt(4) == 0 ? "" : String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            mutated.replace(position, end, inserted);
        }
        return mutated.toString();
    }
}
