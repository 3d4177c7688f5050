package dev.tokenry.e2e;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.PermissionChain;
import dev.tokenry.administration.PermissionWorld;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.functions.Wiring;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Token;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.dynamodb.DynamoProjectStore;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.DynamoTokenStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A sample of the chains of calls on which the permission rules are tested in memory, over HTTP: the gateway, the
 * authorizer and the functions decide each call as the use cases do, and leave the same tokens and users.
 */
@ExtendWith(SharedStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionChainsIT {

    private static final int CHAINS = Integer.getInteger("tokenry.permission.chains.http", 8);

    private final TestStack stack;
    private final ApiClient admin;
    private final DynamoDbClient dynamo;
    private final TokenStore tokens;
    private final UserStore users;
    private final DynamoProjectStore projects;
    private final Pepper pepper;

    PermissionChainsIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
        dynamo = stack.dynamoDb();
        Map<String, String> variables = variables(stack);
        InstantSource clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        String table = variables.get("TABLE_NAME");
        Duration retention = Duration.ofDays(Long.parseLong(variables.get("RETENTION_DAYS")));
        tokens = new DynamoTokenStore(dynamo, table, retention, clock, random, () -> false);
        users = new DynamoUserStore(dynamo, table, clock, random);
        projects = new DynamoProjectStore(new DynamoTable(dynamo, table, random), clock);
        pepper = Wiring.from(variables).pepperCache().current();
    }

    private static Map<String, String> variables(TestStack stack) {
        Map<String, String> variables = new HashMap<>(stack.localTokenry().aws().environment());
        stack.localTokenry().template().functions().stream()
                .filter(each -> each.logicalId().equals("CreateFunction"))
                .forEach(each -> variables.putAll(each.environment()));
        return variables;
    }

    @AfterAll
    void close() {
        dynamo.close();
    }

    @Test
    void every_call_has_the_outcome_that_it_has_in_memory() {
        int succeeded = 0;
        int denied = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            PermissionChain chain = new PermissionChain(seed, start, "-chain" + seed);
            install(chain);
            MirroredCalls calls = new MirroredCalls(chain.world(), stack.anonymousClient());
            chain.callThrough(calls);
            try {
                chain.run();
                compare(chain, calls);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            succeeded += calls.succeeded();
            denied += calls.denied();
        }
        System.out.printf(
                "Cases tried: permission chains over HTTP: %d chains, %d successful calls, %d denied%n",
                CHAINS, succeeded, denied);
        assertThat(succeeded).isGreaterThan(CHAINS / 3);
        assertThat(denied).isGreaterThan(CHAINS / 3);
    }

    /** Stores users and tokens as they are in memory, with the same ids and secrets. */
    private void install(PermissionChain chain) {
        PermissionWorld world = chain.world();
        chain.projects()
                .forEach(
                        name -> world.projects.find(name).ifPresent(project -> projects.insert(project, false, STAMP)));
        chain.owners().forEach(owner -> world.users.find(owner).ifPresent(user -> users.insert(user, STAMP)));
        for (PresentedToken presented : chain.presentedTokens()) {
            Token token = world.tokens.find(presented.id()).orElseThrow();
            tokens.insert(
                    Token.create(
                            token.id(),
                            token.origin(),
                            token.settings(),
                            pepper.digest(presented.id(), presented.secret())),
                    STAMP);
        }
    }

    private void compare(PermissionChain chain, MirroredCalls calls) {
        for (PresentedToken token : chain.presentedTokens()) {
            calls.compareToken(token.id(), admin);
            calls.compareSecret(token);
        }
        for (OwnerName owner : chain.owners()) {
            ApiReply reply = admin.get("/v2/users/" + owner.spelling());
            chain.world()
                    .users
                    .find(owner)
                    .ifPresentOrElse(
                            user -> {
                                var json = reply.expectStatus(200).json();
                                assertThat(json.path("enabled").booleanValue()).isEqualTo(user.enabled());
                                assertThat(json.path("manageOwnTokens").booleanValue())
                                        .isEqualTo(user.manageOwnTokens());
                                assertThat(json.path("scopes"))
                                        .hasSize(user.scopes().values().size());
                            },
                            () -> reply.expectError(404));
        }
    }
}
