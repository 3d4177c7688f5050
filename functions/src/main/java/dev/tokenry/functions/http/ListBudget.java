package dev.tokenry.functions.http;

import java.nio.charset.StandardCharsets;

/**
 * The room for the items of a list in one response. Lambda rejects a result of more than 6 MB (Lambda Developer Guide,
 * "Lambda quotas"), and the body is a JSON string in this result, in which each quotation mark and backslash takes two
 * bytes.
 */
public final class ListBudget {

    /** Leaves half a megabyte for headers and for the rest of the body, which are far smaller. */
    static final int MAX_BYTES = 5_500_000;

    private int bytes;

    /**
     * Takes the room for an item.
     *
     * @return whether there was room; if not, the item belongs to the next page
     */
    public boolean take(Object item) {
        int size = sizeInResult(StrictJson.write(item));
        if (bytes + size > MAX_BYTES) {
            return false;
        }
        bytes += size;
        return true;
    }

    /** Returns the size of a JSON text, with the comma that follows it, as a part of a JSON string. */
    private static int sizeInResult(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        int size = utf8.length + 1;
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                size++;
            }
        }
        return size;
    }
}
