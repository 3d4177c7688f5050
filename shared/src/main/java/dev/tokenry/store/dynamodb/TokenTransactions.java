package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a token together with other items. If unique names are enforced, the name reservation is one of them. */
final class TokenTransactions {

    private static final int MAX_ATTEMPTS = 5;

    /**
     * Writes a reservation with the operation that the function uses for the token, so that it needs no other IAM
     * permission.
     */
    private interface ReservationWriter {
        void write(DynamoTransaction transaction, String key, ItemBuilder reservation, WriteCondition condition);
    }

    private final DynamoTable table;
    private final Duration retention;
    private final InstantSource clock;
    private final BooleanSupplier uniqueNames;

    TokenTransactions(DynamoTable table, Duration retention, InstantSource clock, BooleanSupplier uniqueNames) {
        this.table = table;
        this.retention = retention;
        this.clock = clock;
        this.uniqueNames = uniqueNames;
    }

    /** Inserts a token with additional writes and, if unique names are enforced, a reservation of its name. */
    TransactionResult insert(Token token, Consumer<DynamoTransaction> additionalWrites, ChangeStamp stamp) {
        Consumer<DynamoTransaction> writes = transaction -> {
            transaction.putIfAbsent(token.id().value(), TokenItem.fullItem(token, retention));
            additionalWrites.accept(transaction);
        };
        if (uniqueNames.getAsBoolean()) {
            return reserve(token, DynamoTransaction::put, writes, stamp);
        }
        DynamoTransaction transaction = table.transaction(stamp);
        writes.accept(transaction);
        return transaction.commit();
    }

    /** Replaces settings and secrets with additional writes; the name is the same. */
    TransactionResult replace(
            Token current, Token updated, Consumer<DynamoTransaction> additionalWrites, ChangeStamp stamp) {
        DynamoTransaction transaction = table.transaction(stamp);
        update(current, updated, transaction);
        additionalWrites.accept(transaction);
        return transaction.commit();
    }

    private void update(Token current, Token updated, DynamoTransaction transaction) {
        transaction.update(
                current.id().value(),
                TokenItem.replacement(current, updated, retention),
                TokenConditions.replaceable(current, updated));
    }

    /**
     * Replaces settings and secrets, reserves the new name and releases the old one if the token still holds its
     * reservation.
     */
    TransactionResult rename(Token current, Token renamed, ChangeStamp stamp) {
        Consumer<DynamoTransaction> update = transaction -> update(current, renamed, transaction);
        TransactionResult result = releasing(
                current, release -> reserve(renamed, DynamoTransaction::update, update.andThen(release), stamp));
        return result instanceof TransactionResult.ConditionFailed(var items)
                        && items.containsKey(NameReservation.key(current))
                        && !items.containsKey(current.id().value())
                ? reserve(renamed, DynamoTransaction::update, update, stamp)
                : result;
    }

    /** Deletes a token and releases its name. Also fails if the token does not hold the reservation of its name. */
    TransactionResult delete(Token current, ChangeStamp stamp) {
        return releasing(current, release -> {
            DynamoTransaction transaction = table.transaction(stamp);
            transaction.update(
                    current.id().value(),
                    TokenItem.tombstone(clock.instant(), retention),
                    TokenConditions.versionUnchanged(current));
            release.accept(transaction);
            return transaction.commit();
        });
    }

    /**
     * Commits writes of which one releases the name of a token. A damaged reservation tells no holder, so it is
     * released as well.
     */
    private TransactionResult releasing(
            Token token, Function<Consumer<DynamoTransaction>, TransactionResult> transaction) {
        String key = NameReservation.key(token);
        TransactionResult result = transaction.apply(release(key, NameReservation.ownedBy(token.id())));
        if (!(result instanceof TransactionResult.ConditionFailed(var items))) {
            return result;
        }
        NameReservation reservation = NameReservation.fromItem(items.getOrDefault(key, Map.of()));
        return reservation.isDamaged() ? transaction.apply(release(key, reservation.unchanged())) : result;
    }

    private Consumer<DynamoTransaction> release(String key, WriteCondition condition) {
        return transaction -> transaction.update(key, NameReservation.released(clock.instant()), condition);
    }

    private TransactionResult reserve(
            Token token, ReservationWriter writer, Consumer<DynamoTransaction> writes, ChangeStamp stamp) {
        String key = NameReservation.key(token);
        NameReservation stale = null;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            DynamoTransaction transaction = table.transaction(stamp);
            writes.accept(transaction);
            writer.write(
                    transaction,
                    key,
                    NameReservation.reservedFor(token.id()),
                    NameReservation.availableTo(token.id(), stale));
            TransactionResult result = transaction.commit();
            Map<String, Attribute> conflicting = conflictingReservation(result, key);
            if (conflicting == null) {
                return result;
            }
            stale = requireStale(NameReservation.fromItem(conflicting), token);
        }
        return new TransactionResult.Contended();
    }

    /** Returns the existing reservation of the name if it is the only cause of the failure, and null otherwise. */
    private static @Nullable Map<String, Attribute> conflictingReservation(TransactionResult result, String key) {
        return result instanceof TransactionResult.ConditionFailed(var items)
                        && items.keySet().equals(Set.of(key))
                ? items.get(key)
                : null;
    }

    /**
     * @throws ApiException.NameAlreadyExistsException if the token that holds the reservation exists and has the name,
     *     or if that is not known because the reservation or the token is damaged
     */
    private NameReservation requireStale(NameReservation reservation, Token token) {
        TokenId holder = reservation.tokenId().orElse(null);
        Optional<String> held = holder == null ? Optional.of(token.settings().name()) : heldName(holder, token);
        if (held.isPresent()) {
            throw new ApiException.NameAlreadyExistsException(held.get(), holder == null ? null : holder.value());
        }
        return reservation;
    }

    /** Returns the name of a token if another one may not have its name as well. A damaged token can have any. */
    private Optional<String> heldName(TokenId id, Token other) {
        try {
            return table.getItem(id.value())
                    .flatMap(item -> TokenItem.fromItem(id, item))
                    .filter(holder -> NameReservation.key(holder).equals(NameReservation.key(other)))
                    .map(holder -> holder.settings().name());
        } catch (CorruptRecordException e) {
            return Optional.of(other.settings().name());
        }
    }
}
