package dev.tokenry.model;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Ids of records whose names can be used again: they distinguish a record from earlier and later ones of its name. */
public final class RecordId {

    private static final int BYTES = 12;
    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{1,64}");

    private RecordId() {}

    /** Returns the id of a new record. */
    public static String random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns whether the text has the form of an id. */
    public static boolean isValid(String text) {
        return PATTERN.matcher(text).matches();
    }
}
