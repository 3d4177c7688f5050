package dev.tokenry.text;

import java.util.BitSet;
import java.util.OptionalInt;

/**
 * The characters of texts that people read: none that is invisible, and none that changes the order of the text around
 * it. The rule follows properties of Unicode, not a list of examples.
 */
public final class VisibleText {

    private static final BitSet IGNORABLE = parse(UnicodeTables.DEFAULT_IGNORABLE);
    private static final BitSet BIDI_CONTROL = parse(UnicodeTables.BIDI_CONTROL);
    private static final BitSet WHITE_SPACE = parse(UnicodeTables.WHITE_SPACE);

    /**
     * Characters that are blank but have no property that says so: the empty Braille pattern, the null notehead, the
     * Khitan filler, and the anchors of annotations.
     */
    private static final BitSet BLANK = parse("2800 1D159 16FE4 FFF9-FFFB");

    /** Joiners and variation selectors, which scripts and emoji need after a visible character. */
    private static final BitSet MODIFIERS = parse("200C-200D FE00-FE0F E0100-E01EF");

    private static final int LAST_ASCII = 0x7F;

    private VisibleText() {}

    /** Returns the first character that must not be part of a name. */
    public static OptionalInt findForbidden(String text) {
        return find(text, "");
    }

    /** Returns the first character that must not be part of a text of several lines. */
    public static OptionalInt findForbiddenInLines(String text) {
        return find(text, "\n\t");
    }

    /** Returns whether the text consists of white space and invisible characters. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(each -> WHITE_SPACE.get(each) || !isVisible(each));
    }

    /** Returns whether a text can be shown as one line: it is Unicode, not blank, and has no forbidden character. */
    public static boolean isLine(String text) {
        return !Text.hasUnpairedSurrogate(text)
                && !isBlank(text)
                && findForbidden(text).isEmpty();
    }

    /** Returns whether a character is visible, and is not a white space that looks like a blank. */
    static boolean isDistinct(int codePoint) {
        return codePoint == ' ' || (isVisible(codePoint) && !WHITE_SPACE.get(codePoint));
    }

    private static OptionalInt find(String text, String permitted) {
        int previous = 0;
        for (int codePoint : text.codePoints().toArray()) {
            boolean modifies = MODIFIERS.get(codePoint) && previous > LAST_ASCII;
            if (!isVisible(codePoint) && !modifies && permitted.indexOf(codePoint) < 0) {
                return OptionalInt.of(codePoint);
            }
            previous = codePoint;
        }
        return OptionalInt.empty();
    }

    /** White space counts as visible: it separates what is visible. */
    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return !Character.isISOControl(codePoint)
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && !BIDI_CONTROL.get(codePoint)
                && !IGNORABLE.get(codePoint)
                && !BLANK.get(codePoint);
    }

    private static BitSet parse(String ranges) {
        BitSet codePoints = new BitSet();
        for (String range : ranges.split(" ", -1)) {
            String[] bounds = range.split("-", 2);
            codePoints.set(Integer.parseInt(bounds[0], 16), Integer.parseInt(bounds[bounds.length - 1], 16) + 1);
        }
        return codePoints;
    }
}
