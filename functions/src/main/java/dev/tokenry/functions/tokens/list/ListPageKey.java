package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;

import dev.tokenry.functions.tokens.selector.RefusedSelector;
import dev.tokenry.functions.tokens.selector.TokenSelector;
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
record ListPageKey(TokenId principal, ListQuery query, SortPosition after, int totalCount) {

    private static final int VERSION = 2;
    private static final long NONE = -1;

    String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(principal.value());
            out.writeShort(query.pageSize());
            out.writeShort(totalCount);
            out.writeUTF(query.fields().encode());
            out.writeUTF(query.sort().encode());
            out.writeLong(millis(query.lastUsed().from()));
            out.writeLong(millis(query.lastUsed().to()));
            out.writeUTF(query.selector().text());
            out.writeUTF(after.sortKey());
            out.writeUTF(after.id().value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Reads what {@link #encode()} wrote for this principal; empty for anything else. */
    static Optional<ListPageKey> decode(String text, TokenId principal, ScopeCatalogue scopes, Instant now) {
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION || !in.readUTF().equals(principal.value())) {
                return Optional.empty();
            }
            ListPageKey pageKey = readFrom(in, principal, scopes, now);
            // So that there is one way alone to write a cursor, with nothing behind it.
            return Optional.of(pageKey).filter(it -> it.isValid() && it.encode().equals(text));
        } catch (IOException | IllegalArgumentException | InvalidValueException | RefusedSelector e) {
            return Optional.empty();
        }
    }

    private static ListPageKey readFrom(DataInputStream in, TokenId principal, ScopeCatalogue scopes, Instant now)
            throws IOException, InvalidValueException, RefusedSelector {
        int pageSize = in.readShort();
        int totalCount = in.readShort();
        FieldSelection fields = FieldSelection.parse(in.readUTF());
        SortOrder sort = SortOrder.parse(in.readUTF());
        LastUsedRange lastUsed = new LastUsedRange(time(in.readLong()), time(in.readLong()));
        String selector = in.readUTF();
        ListQuery query = new ListQuery(
                pageSize,
                fields,
                sort,
                lastUsed,
                selector.isEmpty() ? TokenSelector.ALL : TokenSelector.parse(selector, scopes, now));
        String key = in.readUTF();
        TokenId id = TokenId.parse(in.readUTF()).orElseThrow(() -> new InvalidValueException("holds no id"));
        return new ListPageKey(principal, query, new SortPosition(key, id), totalCount);
    }

    private boolean isValid() {
        return query.pageSize() >= 1
                && query.pageSize() <= ListQuery.MAX_PAGE_SIZE
                && totalCount >= 0
                && totalCount <= TokenLister.MAX_MATCHES
                && (!query.isNewestFirst() || CreationSortKey.parse(after.sortKey()).isPresent());
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? NONE : time.toEpochMilli();
    }

    private static @Nullable Instant time(long millis) {
        return millis == NONE ? null : Instant.ofEpochMilli(millis);
    }
}
