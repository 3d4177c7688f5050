package dev.tokenry.administration;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NameLister;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.NameRow;
import dev.tokenry.text.CaseFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds records by a part of their names. A page reads a limited number of records and may contain few matches. */
public final class NameSearch<R extends NameRow> {

    private static final int MIN_BATCH = 100;
    private static final int MAX_SCANNED = 10_000;

    private final NameLister<R> records;
    private final Predicate<R> filter;

    NameSearch(NameLister<R> records) {
        this(records, _ -> true);
    }

    /** @param filter whether a record is found, whatever its name is */
    NameSearch(NameLister<R> records, Predicate<R> filter) {
        this.records = records;
        this.filter = filter;
    }

    /**
     * Returns a page of records with a name that contains the text, ignoring case.
     *
     * @param text empty for all records
     * @param limit the maximum number of records
     */
    public NamePage<R> find(String text, @Nullable IndexPosition after, int limit) {
        int batchSize = text.isEmpty() ? limit : Math.max(limit, MIN_BATCH);
        List<R> found = new ArrayList<>();
        IndexPosition position = after;
        int scanned = 0;
        do {
            NamePage<R> page = records.listByName(position, batchSize);
            for (R row : page.rows()) {
                if (found.size() == limit) {
                    return new NamePage<>(found, found.getLast().position());
                }
                if (filter.test(row) && hasText(row, text)) {
                    found.add(row);
                }
            }
            scanned += batchSize;
            position = page.nextAfter();
        } while (position != null && found.size() < limit && scanned < MAX_SCANNED);
        return new NamePage<>(found, position);
    }

    private static boolean hasText(NameRow row, String text) {
        return row.searchTexts().stream().anyMatch(name -> CaseFolding.containsIgnoreCase(name, text));
    }
}
