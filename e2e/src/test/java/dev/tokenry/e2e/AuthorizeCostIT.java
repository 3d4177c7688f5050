package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.DynamoDbCall;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.Fault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls of DynamoDB and KMS by a new authorizer instance, for each request. */
@ExtendWith(SharedStackExtension.class)
class AuthorizeCostIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final int REPETITIONS = 20;

    private static final DynamoDbCall READ = new DynamoDbCall("GetItem", true, 1, 0);

    /** Reads a token together with the user of its owner, if the owner is known. */
    private static final DynamoDbCall READ_BOTH = new DynamoDbCall("BatchGetItem", true, 2, 0);

    /** Reads a token, and no user. DynamoDB counts a unit for the absent item, too, but DynamoDB Local does not. */
    private static final DynamoDbCall READ_WITHOUT_USER = new DynamoDbCall("BatchGetItem", true, 1, 0);

    /** Reads two absent items, which DynamoDB counts as a unit each, but DynamoDB Local does not. */
    private static final DynamoDbCall READ_NOTHING = new DynamoDbCall("BatchGetItem", true, 0, 0);

    /** Reads a token and the check value of the pepper. */
    private static final DynamoDbCall READ_WITH_CHECK_VALUE = new DynamoDbCall("BatchGetItem", true, 2, 0);

    private static final DynamoDbCall WRITE = new DynamoDbCall("UpdateItem", false, 1, 0);

    private final TestStack stack;
    private final ApiClient admin;
    private final CountingDynamoDbProxy dynamoDb;
    private final Gateway gateway;

    AuthorizeCostIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
        dynamoDb = new CountingDynamoDbProxy(stack.localTokenry().aws().environment());
        gateway = stack.startDetour(
                Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint()), List.of("AuthorizeFunction"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        dynamoDb.close();
    }

    @Test
    void the_first_request_reads_the_pepper_check_value_with_the_token_and_then_the_owner() {
        ApiClient tokenClient = usedToken();

        getOwnToken(tokenClient).expectStatus(200);

        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITH_CHECK_VALUE, READ);
    }

    @Test
    void a_request_with_a_recent_last_use_costs_one_consistent_call_and_no_write() {
        ApiClient tokenClient = usedToken();
        getOwnToken(tokenClient).expectStatus(200);
        dynamoDb.takeCalls();

        for (int i = 0; i < REPETITIONS; i++) {
            getOwnToken(tokenClient).expectStatus(200);
            assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER);
        }
        tokenClient.get(TOKENS).expectError(403);
        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER);
    }

    @Test
    void a_token_of_a_user_costs_the_same_calls() {
        admin.put("/v2/users/cost", TestJson.format("{'scopes':['metrics.read']}"))
                .expectStatus(201);
        IssuedToken personal =
                admin.create("{'name':'mine','owner':'cost','personalAccessToken':true,'scopes':['metrics.read']}");
        warmUp();

        getOwnToken(detourClient(personal.token())).expectStatus(200);
        getOwnToken(detourClient(personal.token())).expectStatus(200);

        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER, READ, WRITE, READ_BOTH);
    }

    @Test
    void a_due_last_use_costs_one_write_unit_and_none_for_indexes() {
        warmUp();

        getOwnToken(unusedToken()).expectStatus(200);

        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER, READ, WRITE);
    }

    @Test
    void a_rejected_token_costs_one_read_and_the_first_rejection_with_its_secret_a_write() {
        getOwnToken(usedToken()).expectStatus(200);
        dynamoDb.takeCalls();
        detourClient(TamperedTokens.tokenValue(TamperedTokens.id())).get(TOKENS).expectError(401);
        assertThat(dynamoDb.takeCalls()).containsExactly(READ_NOTHING);

        IssuedToken disabled = admin.create("{'name':'off','scopes':['metrics.read'],'enabled':false}");
        detourClient(disabled.token()).get(TOKENS).expectError(401);
        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER, WRITE);
        detourClient(disabled.token()).get(TOKENS).expectError(401);
        detourClient(TamperedTokens.tokenValue(disabled.id())).get(TOKENS).expectError(401);

        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER, READ_WITHOUT_USER);
    }

    @Test
    void a_malformed_or_mistyped_token_causes_no_calls() {
        String validToken =
                admin.create("{'name':'mistyped','scopes':['metrics.read']}").token();
        int callsBefore = generateMacCalls();

        IntStream.range(0, validToken.length())
                .forEach(position -> detourClient(TamperedTokens.mistyped(validToken, position))
                        .get(TOKENS)
                        .expectError(401));
        for (String malformed :
                List.of("garbage", validToken.substring(1), validToken + "A", validToken.replace("tk0c01", "dt0c01"))) {
            detourClient(malformed).get(TOKENS).expectError(401);
        }
        admin.anonymous().withBaseUrl(gateway.uri().resolve("/api")).get(TOKENS).expectError(401);

        assertThat(dynamoDb.takeCalls()).isEmpty();
        assertThat(generateMacCalls()).isEqualTo(callsBefore);
    }

    @Test
    void an_execution_environment_derives_its_pepper_once() {
        ApiClient tokenClient = usedToken();
        int callsBefore = generateMacCalls();

        for (int i = 0; i < REPETITIONS; i++) {
            getOwnToken(tokenClient).expectStatus(200);
            getOwnToken(unusedToken()).expectStatus(200);
            detourClient(TamperedTokens.tokenValue(TamperedTokens.id()))
                    .get(TOKENS)
                    .expectError(401);
        }

        // Tokens are created by another environment, whose pepper is already cached.
        assertThat(generateMacCalls()).isEqualTo(callsBefore + 1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_failed_last_use_update_is_not_retried_and_does_not_fail_the_request(Fault fault) {
        warmUp();
        ApiClient tokenClient = unusedToken();
        dynamoDb.fail("UpdateItem", fault);

        getOwnToken(tokenClient).expectStatus(200);
        tokenClient.get(TOKENS).expectError(403);

        DynamoDbCall failed = new DynamoDbCall("UpdateItem", false, 0, 0);
        assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER, READ, failed, READ_WITHOUT_USER, failed);
    }

    /** The first update of the last use in an environment loads classes, which can exceed the timeout of 150 ms. */
    private void warmUp() {
        for (int i = 0; i < 10; i++) {
            getOwnToken(unusedToken()).expectStatus(200);
            if (dynamoDb.takeCalls().contains(WRITE)) {
                return;
            }
        }
        throw new AssertionError("No use was kept");
    }

    private int generateMacCalls() {
        return stack.localTokenry().aws().kmsCallCount("GenerateMac");
    }

    private ApiClient detourClient(String token) {
        return admin.withTokenValue(token).withBaseUrl(gateway.uri().resolve("/api"));
    }

    private static ApiReply getOwnToken(ApiClient tokenClient) {
        String token = Objects.requireNonNull(tokenClient.token());
        return tokenClient.get(TOKENS + "/" + token.substring(0, token.lastIndexOf('.')));
    }

    /** Creates a token with ten scopes and all fields, which has never been used. */
    private ApiClient unusedToken() {
        return detourClient(admin.create("""
                        {'name':'Deploys the nightly build of the web shop to production','owner':'cost@example.org',
                        'project':'apollo-production','expirationDate':'now+1d','scopes':['metrics.read','logs.read',
                        'apiTokens.rotateSelf','users.read','AI','snapshots.upload','events.read','entities.read',
                        'problems.read','slo.read']}""").token());
    }

    /** Creates such a token, with a recorded last use. */
    private ApiClient usedToken() {
        for (int i = 0; i < 10; i++) {
            ApiClient fresh = unusedToken();
            ApiClient defaultClient = admin.withTokenValue(Objects.requireNonNull(fresh.token()));
            if (getOwnToken(defaultClient).expectStatus(200).json().has("lastUsedDate")) {
                return fresh;
            }
        }
        throw new AssertionError("No use was kept");
    }
}
