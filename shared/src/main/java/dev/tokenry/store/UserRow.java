package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user in a list.
 *
 * @param user empty if the record is damaged
 */
public record UserRow(IndexPosition position, Optional<User> user) implements NameRow {

    /** Returns the name of the user; of a damaged one, that in its key. */
    public OwnerName name() {
        return user.map(User::name).orElseGet(() -> OwnerName.of(position.key()));
    }

    @Override
    public boolean isDamaged() {
        return user.isEmpty();
    }

    @Override
    public List<String> searchTexts() {
        return Stream.of(Optional.of(name().spelling()), user.map(User::firstName), user.map(User::lastName))
                .flatMap(Optional::stream)
                .toList();
    }
}
