package dev.tokenry.functions.list;

import dev.tokenry.functions.list.selector.RefusedSelector;
import dev.tokenry.functions.list.selector.Selector;
import dev.tokenry.store.CreationSortKey;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, with all that it was asked for. It is the principal's own and opaque by agreement, not by force:
 * whoever forges one learns nothing, since it is read like any request, and what may be seen is asked anew each time.
 */
record Cursor(TokenId principal, ListQuery query, Place after, int totalCount) {

    private static final int VERSION = 2;
    private static final long NONE = -1;

    String asText() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(principal.value());
            out.writeShort(query.pageSize());
            out.writeShort(totalCount);
            out.writeUTF(query.fields().asText());
            out.writeUTF(query.sort().asText());
            out.writeLong(millis(query.lastUsed().from()));
            out.writeLong(millis(query.lastUsed().to()));
            out.writeUTF(query.selector().text());
            out.writeUTF(after.key());
            out.writeUTF(after.id().value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Reads what {@link #asText()} wrote for this principal; empty for anything else. */
    static Optional<Cursor> read(String text, TokenId principal, ScopeCatalogue scopes, Instant now) {
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION || !in.readUTF().equals(principal.value())) {
                return Optional.empty();
            }
            Cursor cursor = read(in, principal, scopes, now);
            // So that there is one way alone to write a cursor, with nothing behind it.
            return Optional.of(cursor).filter(it -> it.canBe() && it.asText().equals(text));
        } catch (IOException | IllegalArgumentException | Refusal | RefusedSelector e) {
            return Optional.empty();
        }
    }

    private static Cursor read(DataInputStream in, TokenId principal, ScopeCatalogue scopes, Instant now)
            throws IOException, Refusal, RefusedSelector {
        int pageSize = in.readShort();
        int totalCount = in.readShort();
        Fields fields = Fields.read(in.readUTF());
        Sort sort = Sort.read(in.readUTF());
        LastUsed lastUsed = new LastUsed(time(in.readLong()), time(in.readLong()));
        String selector = in.readUTF();
        ListQuery query = new ListQuery(
                pageSize,
                fields,
                sort,
                lastUsed,
                selector.isEmpty() ? Selector.ALL : Selector.read(selector, scopes, now));
        String key = in.readUTF();
        TokenId id = TokenId.parse(in.readUTF()).orElseThrow(() -> new Refusal("holds no id"));
        return new Cursor(principal, query, new Place(key, id), totalCount);
    }

    private boolean canBe() {
        return query.pageSize() >= 1
                && query.pageSize() <= ListQuery.LARGEST_PAGE
                && totalCount >= 0
                && totalCount <= Listing.MOST_CANDIDATES
                && (!query.isNewestFirst() || CreationSortKey.parse(after.key()).isPresent());
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? NONE : time.toEpochMilli();
    }

    private static @Nullable Instant time(long millis) {
        return millis == NONE ? null : Instant.ofEpochMilli(millis);
    }
}
