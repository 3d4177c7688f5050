package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UniqueNamesContract;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Unique names in DynamoDB: the contract, and stale reservations. */
@RequiresBackend
class DynamoUniqueNamesIT extends UniqueNamesContract {

    private static final String RESERVATION_KEY = "name#anna#token of anna";

    private final TestTable table = new TestTable();
    private final TokenStore store = table.store(table.client(), true);
    private final TokenStore storeWithoutUniqueNames = table.store();
    private final IdempotencyStore idempotencyStore = table.idempotencyStore(table.client(), true);

    @Override
    protected TokenQueryStore queryStore() {
        return table.queryStore();
    }

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected IdempotencyStore idempotencyStore() {
        return idempotencyStore;
    }

    @Test
    void no_reservation_is_written_without_unique_names() {
        Token token = token();
        storeWithoutUniqueNames.insert(token, STAMP);
        storeWithoutUniqueNames.replace(token, renamed(token), STAMP);

        assertThat(table.keys()).containsExactly(token.id().value());
    }

    @Test
    void reservation_contains_the_token_id_until_it_is_released() {
        Token token = insertToken();

        assertThat(table.item(RESERVATION_KEY))
                .containsEntry("tokenId", AttributeValue.fromS(token.id().value()));
        assertThat(table.item(RESERVATION_KEY)).containsKey("tokenId").doesNotContainKey("purgeAt");
        store.delete(token, STAMP);
        assertThat(table.item(RESERVATION_KEY)).containsKey("purgeAt").doesNotContainKey("tokenId");
        insertToken();
        assertThat(table.item(RESERVATION_KEY)).containsKey("tokenId").doesNotContainKey("purgeAt");
    }

    @Test
    void rename_releases_one_reservation_and_creates_another() {
        Token token = insertToken();
        requireWritten(store.replace(token, renamed(token), STAMP));

        assertThat(table.item(RESERVATION_KEY)).containsKey("purgeAt").doesNotContainKey("tokenId");
        assertThat(table.item("name#anna#other")).containsKey("tokenId").doesNotContainKey("purgeAt");
    }

    @Test
    void stale_reservation_of_a_deleted_token_is_taken_over() {
        storeWithoutUniqueNames.delete(insertToken(), STAMP);

        assertOwnsName(insertToken());
    }

    @Test
    void stale_reservation_of_a_purged_token_is_taken_over() {
        table.delete(insertToken().id());

        assertOwnsName(insertToken());
    }

    @Test
    void stale_reservation_of_a_renamed_token_is_taken_over() {
        Token first = insertToken();
        storeWithoutUniqueNames.replace(first, renamed(first), STAMP);

        assertOwnsName(insertToken());
    }

    @Test
    void stale_reservation_of_another_owner_is_taken_over() {
        Token first = insertToken();
        table.set(first.id(), "owner", AttributeValue.fromS("bert"));

        assertOwnsName(insertToken());
    }

    @Test
    void own_reservation_can_be_reused() {
        Token token = insertToken();
        Token renamedAway = requireWritten(storeWithoutUniqueNames.replace(token, renamed(token), STAMP));

        Token renamedBack =
                requireWritten(store.replace(renamedAway, renamedAway.withSettings(token.settings()), STAMP));

        assertOwnsName(renamedBack);
    }

    @Test
    void token_without_reservation_can_be_renamed_and_deleted() {
        Token first = token();
        Token second = token();
        storeWithoutUniqueNames.insert(first, STAMP);
        storeWithoutUniqueNames.insert(second, STAMP);

        Token renamed = requireWritten(store.replace(first, renamed(first), STAMP));

        assertThat(table.item("name#anna#other"))
                .containsEntry("tokenId", AttributeValue.fromS(renamed.id().value()));
        assertThat(store.delete(second, STAMP)).isEqualTo(new WriteResult.Written<>(second));
        assertThat(table.item(RESERVATION_KEY)).isEmpty();
    }

    @Test
    void rename_does_not_release_the_reservation_of_another_token() {
        Token unreserved = token();
        storeWithoutUniqueNames.insert(unreserved, STAMP);
        Token owner = insertToken();

        requireWritten(store.replace(unreserved, renamed(unreserved), STAMP));

        assertOwnsName(owner);
    }

    @Test
    void rename_of_an_unreserved_token_to_a_taken_name_is_rejected() {
        Token unreserved = token();
        storeWithoutUniqueNames.insert(unreserved, STAMP);
        insertToken();
        Token other = renamed(token());
        store.insert(other, STAMP);

        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(() -> store.replace(unreserved, renamed(unreserved), STAMP))
                .withMessageContaining(other.id().value());
        assertThat(store.find(unreserved.id())).hasValue(unreserved);
    }

    /** Like a name that was set while names were not unique, it is not reserved until it is set again. */
    @Test
    void reservation_of_release_0_1_0_under_a_name_in_capitals_has_no_effect() {
        Token first = token();
        storeWithoutUniqueNames.insert(first, STAMP);
        Map<String, AttributeValue> reservation = Map.of(
                "pk", AttributeValue.fromS("name#anna#" + first.settings().name()),
                "tokenId", AttributeValue.fromS(first.id().value()),
                "nonce", AttributeValue.fromS("n"));
        table.load(List.of(reservation));

        assertOwnsName(insertToken());
        Token renamed = requireWritten(store.replace(first, renamed(first), STAMP));
        assertThat(table.item("name#anna#other"))
                .containsEntry("tokenId", AttributeValue.fromS(renamed.id().value()));
        assertThat(store.delete(renamed, STAMP)).isInstanceOf(WriteResult.Written.class);
    }

    static Stream<Damage> damages() {
        TestTable table = new TestTable();
        table.store(table.client(), true).insert(token(), STAMP);
        return DamagedItems.of(table.item(RESERVATION_KEY));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damaged_reservation_is_held_until_its_token_is_deleted(Damage damage) {
        Token holder = insertToken();
        damage.apply(table, RESERVATION_KEY);

        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(() -> store.insert(token(), STAMP))
                .satisfies(e -> assertThat(e.getMessage().contains(holder.id().value()))
                        .isEqualTo(Set.of("nonce", "lastChange").contains(damage.attribute())));
        assertThat(store.insert(renamed(token()), STAMP)).isTrue();
        assertThat(store.delete(holder, STAMP)).isEqualTo(new WriteResult.Written<>(holder));
        assertOwnsName(insertToken());
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damaged_reservation_is_held_until_its_token_is_renamed(Damage damage) {
        Token holder = insertToken();
        damage.apply(table, RESERVATION_KEY);

        requireWritten(store.replace(holder, renamed(holder), STAMP));
        assertOwnsName(insertToken());
    }

    @Test
    void reservation_of_a_damaged_token_is_held_until_the_token_is_deleted() {
        Token holder = insertToken();
        table.remove(holder.id(), "scopes");

        assertOwnsName(holder);
        assertThat(store.deleteDamaged(holder.id(), STAMP)).isTrue();
        assertOwnsName(insertToken());
    }

    private void assertOwnsName(Token owner) {
        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(() -> store.insert(token(), STAMP))
                .withMessageContaining(owner.id().value());
    }

    private Token insertToken() {
        Token token = token();
        assertThat(store.insert(token, STAMP)).isTrue();
        return token;
    }

    private static Token requireWritten(WriteResult<Token> result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<Token>) result).value();
    }

    private static Token token() {
        return SampleTokens.of("anna", "apollo", NOW);
    }

    private static Token renamed(Token token) {
        return token.withSettings(SampleTokens.renamed(token.settings(), "Other"));
    }
}
