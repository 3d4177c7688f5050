package dev.tokenry.exchange.trust;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NameRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trust in a list.
 *
 * @param trust empty if the record is damaged
 */
public record TrustRow(IndexPosition position, Optional<Trust> trust) implements NameRow {

    public static TrustRow of(Trust trust) {
        return new TrustRow(new IndexPosition(trust.name(), trust.name()), Optional.of(trust));
    }

    public String name() {
        return position.key();
    }

    @Override
    public boolean isDamaged() {
        return trust.isEmpty();
    }

    @Override
    public List<String> searchTexts() {
        return Stream.of(Optional.of(name()), trust.map(Trust::description))
                .flatMap(Optional::stream)
                .toList();
    }
}
