package dev.tokenry.functions.http;

import dev.tokenry.model.TokenId;
import dev.tokenry.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Encodes and decodes page keys: the query of a list and the last position of a page. A page key is bound to the
 * principal. It is not signed, because a list evaluates it like any other request and checks visibility again.
 */
public final class PageKeyCodec {

    private static final int VERSION = 3;

    /** AWS: "Quotas in Amazon DynamoDB", sort key. */
    private static final int MAX_SORT_KEY_BYTES = 1024;

    private PageKeyCodec() {}

    /**
     * Encodes a page key.
     *
     * @param list the list that the key belongs to
     * @param fields at most 65,535 bytes of UTF-8 each
     */
    public static String encode(String list, TokenId principal, List<String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(list);
            out.writeUTF(principal.value());
            out.writeByte(fields.size());
            for (String field : fields) {
                out.writeUTF(field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Returns whether a text can be the sort key of a row of an index. That of a damaged record can be any text. */
    public static boolean isIndexSortKey(String text) {
        return !text.isEmpty()
                && !Text.hasUnpairedSurrogate(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_SORT_KEY_BYTES;
    }

    /** Returns the fields of a page key; empty if {@link #encode} did not create it for this list and principal. */
    public static Optional<List<String>> decode(String list, TokenId principal, String pageKey) {
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(pageKey)))) {
            if (in.readByte() != VERSION
                    || !in.readUTF().equals(list)
                    || !in.readUTF().equals(principal.value())) {
                return Optional.empty();
            }
            int size = in.readUnsignedByte();
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                fields.add(in.readUTF());
            }
            // Accepts one encoding only, without trailing bytes.
            return Optional.of(fields)
                    .filter(decoded -> encode(list, principal, decoded).equals(pageKey));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
