package dev.tokenry.emulator.io;

/** Text within XML and HTML. */
public final class Markup {

    private Markup() {}

    /** Returns the text for use between tags and in attributes with double quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
