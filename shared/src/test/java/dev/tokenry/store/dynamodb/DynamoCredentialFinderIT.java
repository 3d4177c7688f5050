package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.authentication.AuthenticationResult.Rejected;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.HmacCounter;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import dev.tokenry.store.CredentialFinder.Credential;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

@RequiresBackend
class DynamoCredentialFinderIT {

    private final HmacCounter hmacs = new HmacCounter();
    private final TestTable table = new TestTable();
    private final RecordingClient client = new RecordingClient();
    private final DynamoTable items = new DynamoTable(client, table.name(), new SecureRandom());
    private final DynamoCredentialFinder finder =
            new DynamoCredentialFinder(items, DynamoPepperCheckValues.of(items), this::parse);
    private final TokenFormat format = new TokenFormat("tok", Set.of("tok"), new SecureRandom());
    private int parsedTokens;
    private final DynamoUserStore users =
            new DynamoUserStore(table.client(), table.name(), () -> NOW, new SecureRandom());
    private final Token token = SampleTokens.full();
    private final User anna = SampleUsers.full("anna");

    @AfterEach
    void close() {
        hmacs.close();
    }

    @Test
    void token_and_owner_are_two_calls_at_first_and_then_one() {
        table.store().insert(token, STAMP);
        users.insert(anna, STAMP);

        for (List<String> calls : List.of(List.of("Batch", "GetItem"), List.of("Batch"), List.of("Batch"))) {
            assertFound(token, Optional.of(anna));
            assertThat(client.takeCalls()).isEqualTo(calls);
        }
    }

    @Test
    void owner_without_a_record_costs_the_same_read_and_a_new_record_counts_at_once() {
        table.store().insert(token, STAMP);

        assertFound(token, Optional.empty());
        assertFound(token, Optional.empty());
        users.insert(anna, STAMP);
        assertFound(token, Optional.of(anna));
        assertThat(client.takeCalls()).containsExactly("Batch", "GetItem", "Batch", "Batch");
    }

    @Test
    void owner_is_the_one_in_the_token_that_was_just_read() {
        table.store().insert(token, STAMP);
        users.insert(anna, STAMP);
        users.insert(SampleUsers.bare("bert"), STAMP);
        assertFound(token, Optional.of(anna));

        TokenOrigin ofBert = token.origin().withOwner(OwnerName.of("bert"), null);
        table.store().replace(token, token.withOrigin(ofBert), STAMP);
        Token changed = table.store().find(token.id()).orElseThrow();
        client.takeCalls();

        assertFound(changed, Optional.of(SampleUsers.bare("bert")));
        assertThat(client.takeCalls()).containsExactly("Batch", "GetItem");
        assertFound(changed, Optional.of(SampleUsers.bare("bert")));
        assertThat(client.takeCalls()).containsExactly("Batch");
    }

    @Test
    void token_that_does_not_exist_or_is_deleted_is_not_found() {
        assertThat(finder.find(token.id())).isEmpty();
        table.store().insert(token, STAMP);
        assertFound(token, Optional.empty());
        table.store().delete(token, STAMP);
        assertThat(finder.find(token.id())).isEmpty();
    }

    @Test
    void a_rejected_secret_costs_the_same_work_whether_its_id_is_known_or_not() {
        PepperCache peppers = new PepperCache(
                TestDependencies::pepper,
                PepperKeys.parse(
                        "1=arn:aws:kms:eu-central-1:123456789012:key/one,2=arn:aws:kms:eu-central-1:123456789012:key/two",
                        "2"),
                version -> Optional.of(TestDependencies.pepper(version).checkValue()),
                () -> NOW);
        Authenticator authenticator = new Authenticator(format, finder, peppers, () -> NOW);
        users.insert(anna, STAMP);
        Token withoutPrevious = SampleTokens.bare();
        Token deleted = SampleTokens.full();
        for (Token each : List.of(token, withoutPrevious, deleted)) {
            table.store().insert(each, STAMP);
        }
        table.store().delete(deleted, STAMP);
        // The check value of a derived pepper is an HMAC too.
        assertThat(List.of(peppers.get(1).version(), peppers.current().version()))
                .containsExactly(1, 2);

        Map<TokenId, DenialReason> rejections = new LinkedHashMap<>();
        rejections.put(SampleTokens.newId(), DenialReason.UNKNOWN);
        rejections.put(token.id(), DenialReason.WRONG_SECRET);
        rejections.put(withoutPrevious.id(), DenialReason.WRONG_SECRET);
        Work work = new Work(List.of("Batch"), 2, 1, 3);
        rejections.forEach((id, reason) -> assertThat(rejection(authenticator, id, reason))
                .as("%s of a token whose owner is not remembered", reason)
                .isEqualTo(work));

        assertFound(token, Optional.of(anna));
        assertFound(withoutPrevious, Optional.of(anna));
        rejections.forEach((id, reason) -> assertThat(rejection(authenticator, id, reason))
                .as("%s of a token whose owner is remembered", reason)
                .isEqualTo(work));

        // The item that stays of a deleted token is looked at, too.
        assertThat(rejection(authenticator, deleted.id(), DenialReason.UNKNOWN))
                .isEqualTo(new Work(List.of("Batch"), 2, 2, 3));
    }

    /** What a rejection costs: calls, keys that are read, items that are parsed as tokens, and digests. */
    private record Work(List<String> calls, int keys, int tokens, int digests) {}

    private Work rejection(Authenticator authenticator, TokenId id, DenialReason reason) {
        client.takeCalls();
        client.keys = 0;
        parsedTokens = 0;
        int digests = hmacs.count();
        assertThat(authenticator.authenticate(format.mint(id).reveal())).isEqualTo(new Rejected(reason));
        return new Work(client.takeCalls(), client.keys, parsedTokens, hmacs.count() - digests);
    }

    private Optional<Token> parse(TokenId id, Map<String, Attribute> item) {
        parsedTokens++;
        return TokenItem.fromItem(id, item);
    }

    @Test
    void a_decoy_is_parsed_as_a_token_completely() {
        assertThat(TokenItem.fromItem(DecoyToken.ID, DecoyToken.item())).isPresent();
    }

    @Test
    void no_user_has_the_second_key_of_a_token_whose_owner_is_not_remembered() {
        assertThat(finder.find(token.id())).isEmpty();

        assertThat(client.lastKeys)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .contains(token.id().value());
        assertThat(client.lastKeys).allMatch(key -> UserItem.nameFromKey(key).isEmpty());
    }

    @Test
    void a_key_that_stays_unprocessed_before_the_owner_is_remembered_is_a_failure() {
        table.store().insert(token, STAMP);
        assertThat(finder.find(token.id())).isPresent();
        for (String key : List.copyOf(client.lastKeys)) {
            client.unprocessed(key, 2);
            assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> finder.find(token.id()));
        }
    }

    @Test
    void a_key_that_stays_unprocessed_is_a_failure_and_never_an_absence() {
        table.store().insert(token, STAMP);
        users.insert(anna, STAMP);
        assertFound(token, Optional.of(anna));
        for (String key : List.of(token.id().value(), "user#anna")) {
            client.takeCalls();
            client.unprocessed(key, 1);
            assertFound(token, Optional.of(anna));
            assertThat(client.takeCalls()).containsExactly("Batch", "Batch");

            client.unprocessed(key, 2);
            assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> finder.find(token.id()));
            assertThat(client.takeCalls()).containsExactly("Batch", "Batch");
        }
    }

    @Test
    void damaged_record_of_the_owner_is_a_failure_only_where_it_is_needed() {
        table.store().insert(token, STAMP);
        users.insert(anna, STAMP);
        assertFound(token, Optional.of(anna));
        table.load(List.of(SdkItems.toSdk(Map.of("pk", Attribute.fromS("user#anna")))));

        Credential found = finder.find(token.id()).orElseThrow();
        assertThat(found.token()).isEqualTo(token);
        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> found.owner().get());
    }

    private void assertFound(Token expected, Optional<User> owner) {
        Credential found = finder.find(expected.id()).orElseThrow();
        assertThat(found.token()).isEqualTo(expected);
        assertThat(found.owner().get()).isEqualTo(owner);
        assertThat(expected.origin().createdAt()).isEqualTo(NOW);
    }

    /** Passes reads on, records them, and can leave a key unprocessed. */
    private final class RecordingClient implements DynamoDbClient {

        private final List<String> calls = new ArrayList<>();
        private List<String> lastKeys = List.of();
        private int keys;
        private String unprocessedKey = "";
        private int unprocessedTimes;

        void unprocessed(String key, int times) {
            unprocessedKey = key;
            unprocessedTimes = times;
        }

        List<String> takeCalls() {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            assertThat(request.consistentRead()).isTrue();
            calls.add("GetItem");
            keys++;
            return table.client().getItem(request);
        }

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            KeysAndAttributes keysAndAttributes = request.requestItems().get(table.name());
            assertThat(keysAndAttributes.consistentRead()).isTrue();
            calls.add("Batch");
            lastKeys = keysAndAttributes.keys().stream()
                    .map(key -> key.get("pk").s())
                    .toList();
            keys += lastKeys.size();
            boolean leaves = unprocessedTimes > 0
                    && keysAndAttributes.keys().stream()
                            .anyMatch(key -> key.get("pk").s().equals(unprocessedKey));
            if (!leaves) {
                return table.client().batchGetItem(request);
            }
            unprocessedTimes--;
            var left = keysAndAttributes.keys().stream()
                    .filter(key -> key.get("pk").s().equals(unprocessedKey))
                    .toList();
            var rest = keysAndAttributes.keys().stream()
                    .filter(key -> !left.contains(key))
                    .toList();
            BatchGetItemResponse.Builder response = rest.isEmpty()
                    ? BatchGetItemResponse.builder().responses(Map.of())
                    : table
                            .client()
                            .batchGetItem(BatchGetItemRequest.builder()
                                    .requestItems(Map.of(
                                            table.name(),
                                            keysAndAttributes.toBuilder()
                                                    .keys(rest)
                                                    .build()))
                                    .build())
                            .toBuilder();
            return response.unprocessedKeys(Map.of(
                            table.name(),
                            keysAndAttributes.toBuilder().keys(left).build()))
                    .build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
