package dev.tokenry.local.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.Replacement;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UniqueNamesContract;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract, and what becomes of claims that were left behind. */
class DynamoUniqueNamesTest extends UniqueNamesContract {

    private static final String CLAIM = "name#anna#Token of anna";

    private final LocalTable table = new LocalTable();
    private final TokenStore store = table.store(table.side(), true);
    private final TokenStore free = table.store();
    private final IdempotencyStore keys = table.keys(table.side(), true);

    @Override
    protected TokenCatalogue catalogue() {
        return table.catalogue();
    }

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected IdempotencyStore keys() {
        return keys;
    }

    @Test
    void nothing_of_it_is_written_where_names_are_not_unique() {
        Token token = token();
        free.insert(token);
        free.replace(token, renamed(token));

        assertThat(table.keys()).containsExactly(token.id().value());
    }

    @Test
    void a_claim_holds_the_token_id_and_stays_until_it_is_released() {
        Token token = inserted();

        assertThat(table.item(CLAIM))
                .containsEntry("tokenId", AttributeValue.fromS(token.id().value()));
        assertThat(table.item(CLAIM)).containsOnlyKeys("pk", "nonce", "tokenId");
        store.delete(token);
        assertThat(table.item(CLAIM)).containsOnlyKeys("pk", "nonce", "purgeAt");
        inserted();
        assertThat(table.item(CLAIM)).containsOnlyKeys("pk", "nonce", "tokenId");
    }

    @Test
    void a_rename_releases_one_claim_and_makes_another() {
        Token token = inserted();
        done(store.replace(token, renamed(token)));

        assertThat(table.item(CLAIM)).containsOnlyKeys("pk", "nonce", "purgeAt");
        assertThat(table.item("name#anna#Other")).containsOnlyKeys("pk", "nonce", "tokenId");
    }

    @Test
    void the_claim_of_a_token_that_was_deleted_without_it_is_taken_over() {
        free.delete(inserted());

        assertHolds(inserted());
    }

    @Test
    void the_claim_of_a_token_that_is_gone_is_taken_over() {
        table.drop(inserted().id());

        assertHolds(inserted());
    }

    @Test
    void the_claim_of_a_token_that_was_renamed_without_it_is_taken_over() {
        Token first = inserted();
        free.replace(first, renamed(first));

        assertHolds(inserted());
    }

    @Test
    void the_claim_of_a_token_of_another_owner_is_taken_over() {
        Token first = inserted();
        table.set(first.id(), "owner", AttributeValue.fromS("bert"));

        assertHolds(inserted());
    }

    @Test
    void a_claim_that_is_ones_own_already_is_no_obstacle() {
        Token token = inserted();
        Token away = done(free.replace(token, renamed(token)));

        Token back = done(store.replace(away, away.withSettings(token.settings())));

        assertHolds(back);
    }

    @Test
    void a_token_that_never_claimed_its_name_can_be_renamed_and_deleted() {
        Token first = token();
        Token second = token();
        free.insert(first);
        free.insert(second);

        Token renamed = done(store.replace(first, renamed(first)));

        assertThat(table.item("name#anna#Other"))
                .containsEntry("tokenId", AttributeValue.fromS(renamed.id().value()));
        assertThat(store.delete(second)).isEqualTo(new Replacement.Done(second));
        assertThat(table.item(CLAIM)).isEmpty();
    }

    @Test
    void a_rename_does_not_release_the_claim_of_another_token() {
        Token old = token();
        free.insert(old);
        Token holder = inserted();

        done(store.replace(old, renamed(old)));

        assertHolds(holder);
    }

    @Test
    void a_rename_from_a_foreign_claim_to_a_taken_name_is_refused() {
        Token old = token();
        free.insert(old);
        inserted();
        Token other = renamed(token());
        store.insert(other);

        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(() -> store.replace(old, renamed(old)))
                .withMessageContaining(other.id().value());
        assertThat(store.find(old.id())).hasValue(old);
    }

    @Test
    void a_claim_that_cannot_be_believed_lets_nobody_pass() {
        inserted();
        table.side()
                .updateItem(update -> update.tableName(table.name())
                        .key(Map.of("pk", AttributeValue.fromS(CLAIM)))
                        .updateExpression("SET tokenId = :id")
                        .expressionAttributeValues(Map.of(":id", AttributeValue.fromS("nonsense"))));

        assertThatThrownBy(() -> store.insert(token()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + CLAIM + " is corrupt: tokenId");
    }

    private void assertHolds(Token holder) {
        assertThatExceptionOfType(ApiException.NameAlreadyExistsException.class)
                .isThrownBy(() -> store.insert(token()))
                .withMessageContaining(holder.id().value());
    }

    private Token inserted() {
        Token token = token();
        assertThat(store.insert(token)).isTrue();
        return token;
    }

    private static Token done(Replacement answer) {
        assertThat(answer).isInstanceOf(Replacement.Done.class);
        return ((Replacement.Done) answer).token();
    }

    private static Token token() {
        return SampleTokens.of("anna", "apollo", NOW);
    }

    private static Token renamed(Token token) {
        return token.withSettings(SampleTokens.renamed(token.settings(), "Other"));
    }
}
