package dev.tokenry.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A damaged token: it blocks no other, is rejected itself, and can be deleted. */
@RequiresBackend
class DynamoDamagedTokensIT {

    private static final List<String> REQUIRED = List.of(
            "kind",
            "createdKey",
            "owner",
            "createdBy",
            "personal",
            "name",
            "enabled",
            "scopes",
            "digest",
            "pepper",
            "previousDigest",
            "previousPepper",
            "previousUntil",
            "version",
            "purgeAt",
            "recordVersion",
            "nonce");
    private static final List<String> OPTIONAL = List.of(
            "description",
            "expiresAt",
            "modifiedAt",
            "regeneratedAt",
            "currentUsedAt",
            "previousUsedAt",
            "replacedBy",
            "lastUsedAt",
            "lastUsedIp");

    /** DynamoDB does not store another type under these names. */
    private static final Set<String> INDEX_KEYS = Set.of("kind", "createdKey", "owner", "project");

    private final TestTable table = new TestTable();
    private final DynamoTokenStore store = table.store();

    static Stream<Arguments> damages() {
        AttributeValue wrongType = AttributeValue.fromM(java.util.Map.of());
        return Stream.of(
                        REQUIRED.stream()
                                .filter(attribute -> !attribute.equals("purgeAt"))
                                .map(attribute -> Arguments.of(attribute, null)),
                        Stream.concat(REQUIRED.stream(), OPTIONAL.stream())
                                .filter(attribute -> !INDEX_KEYS.contains(attribute))
                                .map(attribute -> Arguments.of(attribute, wrongType)),
                        Stream.of(Arguments.of("recordVersion", AttributeValue.fromN("99"))))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damaged_token_blocks_no_other_and_can_be_deleted(String attribute, AttributeValue value) {
        Token before = insert();
        Token damaged = insert();
        Token after = insert();
        damage(damaged.id(), attribute, value);

        List<TokenId> listed = table.queryStore().listSummaries(new TokenFilter.All(), null, 10).stream()
                .map(TokenSummary::id)
                .toList();
        assertThat(listed).contains(before.id(), after.id());
        assertThat(listed.contains(damaged.id())).isEqualTo(isIndexed(attribute, value));
        List<TokenId> unreadable = new ArrayList<>();
        assertThat(table.queryStore().findAll(List.of(before.id(), damaged.id(), after.id()), unreadable::add))
                .containsExactly(before, after);
        assertThat(unreadable).containsExactly(damaged.id());
        assertThat(table.queryStore().findLastUses(List.of(before.id(), damaged.id())))
                .containsKey(before.id());
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.find(damaged.id()));

        assertThat(store.deleteDamaged(damaged.id())).isTrue();
        assertThat(store.find(damaged.id())).isEmpty();
        assertThat(store.insert(damaged)).isFalse();
        assertThat(table.queryStore().listSummaries(new TokenFilter.All(), null, 10))
                .extracting(TokenSummary::id)
                .doesNotContain(damaged.id());
        assertThat(store.deleteDamaged(SampleTokens.newId())).isFalse();
    }

    private static boolean isIndexed(String attribute, AttributeValue value) {
        return value != null || !attribute.equals("kind") && !attribute.equals("createdKey");
    }

    private void damage(TokenId id, String attribute, AttributeValue value) {
        if (value == null) {
            table.remove(id, attribute);
        } else {
            table.set(id, attribute, value);
        }
    }

    private Token insert() {
        Token token = SampleTokens.full();
        assertThat(store.insert(token)).isTrue();
        return token;
    }
}
