package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.e2e.CountedDynamoDb.Call;
import dev.tokenry.local.e2e.CountedDynamoDb.Fault;
import dev.tokenry.emulator.apigateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a new authorizer asks of DynamoDB and KMS, request by request. */
@ExtendWith(SharedStack.class)
class AuthorizeCostIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final int MANY = 20;

    private static final Call READ = new Call("GetItem", true, 1, 0);
    private static final Call WRITE = new Call("UpdateItem", false, 1, 0);

    private final TestStack stack;
    private final Caller admin;
    private final CountedDynamoDb dynamoDb;
    private final Gateway gateway;

    AuthorizeCostIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
        dynamoDb = new CountedDynamoDb(
                Objects.requireNonNull(stack.running().aws().environment().get("AWS_ENDPOINT_URL_DYNAMODB")));
        gateway = stack.detour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint()), List.of("AuthorizeFunction"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        dynamoDb.close();
    }

    @Test
    void the_first_request_reads_the_peppers_check_beside_the_token() {
        Caller holder = usedToken();

        own(holder).is(200);

        assertThat(dynamoDb.take()).containsOnly(READ).hasSize(2);
    }

    @Test
    void while_the_last_use_is_fresh_a_request_is_one_consistent_read_of_one_unit_and_no_write() {
        Caller holder = usedToken();
        own(holder).is(200);
        dynamoDb.take();

        for (int i = 0; i < MANY; i++) {
            own(holder).is(200);
            assertThat(dynamoDb.take()).containsExactly(READ);
        }
        holder.get(TOKENS).isError(403);
        assertThat(dynamoDb.take()).containsExactly(READ);
    }

    @Test
    void a_personal_token_is_one_consistent_read_more_for_its_owner() {
        admin.put("/v2/users/cost", Json.of("{'scopes':['metrics.read']}")).is(201);
        Issued personal =
                admin.create("{'name':'mine','owner':'cost','personalAccessToken':true,'scopes':['metrics.read']}");
        warmUp();

        own(detour(personal.token())).is(200);

        assertThat(dynamoDb.take()).containsExactly(READ, READ, WRITE);
    }

    @Test
    void a_last_use_that_is_due_is_one_write_unit_more_and_none_for_an_index() {
        warmUp();

        own(freshToken()).is(200);

        assertThat(dynamoDb.take()).containsExactly(READ, WRITE);
    }

    @Test
    void a_token_that_nobody_knows_or_that_is_disabled_is_one_read_and_no_write() {
        own(usedToken()).is(200);
        dynamoDb.take();
        detour(Forged.token(Forged.id())).get(TOKENS).isError(401);
        assertThat(dynamoDb.take()).containsExactly(READ);

        Issued disabled = admin.create("{'name':'off','scopes':['metrics.read'],'enabled':false}");
        detour(disabled.token()).get(TOKENS).isError(401);
        detour(Forged.token(disabled.id())).get(TOKENS).isError(401);

        assertThat(dynamoDb.take()).containsExactly(READ, READ);
    }

    @Test
    void what_is_malformed_or_mistyped_asks_nothing_of_anyone() {
        String right =
                admin.create("{'name':'mistyped','scopes':['metrics.read']}").token();
        int before = macs();

        IntStream.range(0, right.length())
                .forEach(at -> detour(Forged.mistyped(right, at)).get(TOKENS).isError(401));
        for (String wrong : List.of("garbage", right.substring(1), right + "A", right.replace("tk0c01", "dt0c01"))) {
            detour(wrong).get(TOKENS).isError(401);
        }
        admin.nobody().at(gateway.uri().resolve("/api")).get(TOKENS).isError(401);

        assertThat(dynamoDb.take()).isEmpty();
        assertThat(macs()).isEqualTo(before);
    }

    @Test
    void an_environment_derives_its_pepper_once_and_no_request_derives_one() {
        Caller holder = usedToken();
        int before = macs();

        for (int i = 0; i < MANY; i++) {
            own(holder).is(200);
            own(freshToken()).is(200);
            detour(Forged.token(Forged.id())).get(TOKENS).isError(401);
        }

        // Tokens are made by another environment, which has its pepper already.
        assertThat(macs()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatever_befalls_the_last_use_it_is_tried_once_and_the_request_goes_on(Fault fault) {
        warmUp();
        Caller holder = freshToken();
        dynamoDb.fail("UpdateItem", fault);

        own(holder).is(200);
        holder.get(TOKENS).isError(403);

        Call failed = new Call("UpdateItem", false, 0, 0);
        assertThat(dynamoDb.take()).containsExactly(READ, failed, READ, failed);
    }

    /** The first last use of an environment loads classes: on a busy machine that can take all of its 150 ms. */
    private void warmUp() {
        for (int i = 0; i < 10; i++) {
            own(freshToken()).is(200);
            if (dynamoDb.take().contains(WRITE)) {
                return;
            }
        }
        throw new AssertionError("No use was kept");
    }

    private int macs() {
        return stack.running().aws().kmsCallCount("GenerateMac");
    }

    private Caller detour(String token) {
        return admin.holder(token).at(gateway.uri().resolve("/api"));
    }

    private static Reply own(Caller holder) {
        String token = Objects.requireNonNull(holder.token());
        return holder.get(TOKENS + "/" + token.substring(0, token.lastIndexOf('.')));
    }

    /** A token with ten scopes and every field that it can be made with, never used. */
    private Caller freshToken() {
        return detour(admin.create("""
                        {'name':'Deploys the nightly build of the web shop to production','owner':'cost@example.org',
                        'project':'apollo-production','expirationDate':'now+1d','scopes':['metrics.read','logs.read',
                        'apiTokens.rotateSelf','users.read','AI','snapshots.upload','events.read','entities.read',
                        'problems.read','slo.read']}""").token());
    }

    /** The same, whose last use is on record. */
    private Caller usedToken() {
        for (int i = 0; i < 10; i++) {
            Caller fresh = freshToken();
            Caller past = admin.holder(Objects.requireNonNull(fresh.token()));
            if (own(past).is(200).json().has("lastUsedDate")) {
                return fresh;
            }
        }
        throw new AssertionError("No use was kept");
    }
}
