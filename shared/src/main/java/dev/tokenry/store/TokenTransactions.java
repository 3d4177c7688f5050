package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Condition;
import dev.tokenry.store.DynamoTransaction.Outcome;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes of tokens that write other items with them. Where names are unique, the claims on them are among these. */
final class TokenTransactions {

    private static final int TRIES = 5;

    /** How a claim is written: as the rest is, so that a function needs no other right. */
    private interface Way {
        void write(DynamoTransaction transaction, String key, Attributes claim, Condition condition);
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

    /** Inserts a token, with its claim where names are unique, and with what else is to be written. */
    Outcome insert(Token token, Consumer<DynamoTransaction> alongside) {
        Consumer<DynamoTransaction> writes = transaction -> {
            transaction.insert(token.id().value(), TokenItem.whole(token, retention));
            alongside.accept(transaction);
        };
        if (uniqueNames.getAsBoolean()) {
            return claim(token, DynamoTransaction::put, writes);
        }
        DynamoTransaction transaction = table.transaction();
        writes.accept(transaction);
        return transaction.commit();
    }

    /** Replaces settings and secrets, claims the new name and releases the old one, if that is still claimed. */
    Outcome rename(Token read, Token renamed) {
        Consumer<DynamoTransaction> replace = transaction -> transaction.update(
                read.id().value(), TokenItem.changeable(renamed, retention), TokenItem.unchangedSince(read));
        Outcome outcome =
                claim(renamed, DynamoTransaction::update, replace.andThen(transaction -> release(read, transaction)));
        return outcome instanceof Outcome.Refused(var items)
                        && items.containsKey(NameClaim.key(read))
                        && !items.containsKey(read.id().value())
                ? claim(renamed, DynamoTransaction::update, replace)
                : outcome;
    }

    /** Deletes a token and releases its name; refused as well when that is not claimed. */
    Outcome delete(Token read) {
        DynamoTransaction transaction = table.transaction();
        transaction.update(
                read.id().value(),
                TokenItem.tombstone(read, clock.instant(), retention),
                TokenItem.unchangedSince(read));
        release(read, transaction);
        return transaction.commit();
    }

    private void release(Token token, DynamoTransaction transaction) {
        transaction.update(NameClaim.key(token), NameClaim.released(clock.instant()), NameClaim.heldBy(token.id()));
    }

    private Outcome claim(Token named, Way way, Consumer<DynamoTransaction> writes) {
        String key = NameClaim.key(named);
        NameClaim abandoned = null;
        for (int i = 0; i < TRIES; i++) {
            DynamoTransaction transaction = table.transaction();
            writes.accept(transaction);
            way.write(transaction, key, NameClaim.of(named.id()), NameClaim.freeFor(named.id(), abandoned));
            Outcome outcome = transaction.commit();
            Map<String, AttributeValue> held = heldName(outcome, key);
            if (held == null) {
                return outcome;
            }
            abandoned = requireAbandoned(NameClaim.read(key, held), named);
        }
        return new Outcome.Busy();
    }

    /** The claim that was in the way, if nothing else was. */
    private static @Nullable Map<String, AttributeValue> heldName(Outcome outcome, String key) {
        return outcome instanceof Outcome.Refused(var items) && items.keySet().equals(Set.of(key))
                ? items.get(key)
                : null;
    }

    private NameClaim requireAbandoned(NameClaim claim, Token named) {
        boolean stands = table.find(claim.holder().value())
                .flatMap(item -> TokenItem.read(claim.holder(), item))
                .filter(holder -> NameClaim.key(holder).equals(NameClaim.key(named)))
                .isPresent();
        if (stands) {
            throw new ApiException.NameAlreadyExistsException(named.settings().name(), claim.holder());
        }
        return claim;
    }
}
