package dev.tokenry.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of records that are sorted by name.
 *
 * @param nextAfter the position after which the next page starts, or null on the last page
 */
public record NamePage<R extends NameRow>(
        List<R> rows, @Nullable IndexPosition nextAfter) {

    public NamePage {
        rows = List.copyOf(rows);
    }
}
