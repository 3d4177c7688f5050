package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.settings;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.administration.CreateToken.Command;
import dev.tokenry.administration.CreateToken.Result;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.InMemoryIdempotencyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTokenTest {

    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final Optional<IdempotencyKey> KEY = IdempotencyKey.parse("once", "{}");

    private final TestDependencies dependencies = new TestDependencies();
    private final CreateToken createToken = new CreateToken(
            dependencies.issuer,
            new InMemoryIdempotencyStore(dependencies.store),
            dependencies.store,
            dependencies.users,
            dependencies.visibility,
            dependencies.creationRule,
            dependencies.projectRecords,
            () -> dependencies.now);
    private final TokenActor anna = dependencies.actor(Scope.WRITE_TOKENS, Scope.READ_TOKENS);

    @Test
    void first_token_of_a_project_creates_its_record() {
        create(admin(), NO_KEY, new NewToken(null, "alpha", false, settings(Scope.READ_TOKENS)));
        Project project = dependencies.projects.find("alpha").orElseThrow();
        create(admin(), NO_KEY, new NewToken(null, "alpha", false, settings(Scope.READ_TOKENS)));

        assertThat(dependencies.projects.find("alpha")).hasValue(project);
        assertThat(project.displayName()).isNull();
    }

    @Test
    void project_without_a_record_gets_one_with_the_next_token() {
        dependencies.projects.fault = new ServiceUnavailableException("test");
        assertThat(create(admin(), NO_KEY, new NewToken(null, "alpha", false, settings(Scope.READ_TOKENS))))
                .isInstanceOf(Result.Created.class);
        assertThat(dependencies.projects.find("alpha")).isEmpty();
        dependencies.projects.fault = null;

        create(boundTo("alpha"), NO_KEY, new NewToken(null, null, false, settings(Scope.READ_TOKENS)));
        assertThat(dependencies.projects.find("alpha")).isPresent();
    }

    @Test
    void only_an_administrator_uses_the_name_of_a_deleted_project_again() {
        Project deleted = Project.create("alpha", null, new SecureRandom(), dependencies.now);
        dependencies.projects.insert(deleted, false, STAMP);
        dependencies.projects.delete(deleted, STAMP);

        create(boundTo("alpha"), NO_KEY, new NewToken(null, null, false, settings(Scope.READ_TOKENS)));
        assertThat(dependencies.projects.find("alpha")).isEmpty();
        create(admin(), NO_KEY, new NewToken(null, "alpha", false, settings(Scope.READ_TOKENS)));
        assertThat(dependencies.projects.find("alpha").orElseThrow().id()).isNotEqualTo(deleted.id());
    }

    private TokenActor admin() {
        return dependencies.actor(Scope.WRITE_TOKENS, Scope.MANAGE_ALL_TOKENS);
    }

    private TokenActor boundTo(String project) {
        return TestDependencies.actor(new Principal(
                dependencies.format.mint().id(),
                OwnerName.of("anna"),
                project,
                Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS),
                false,
                SecretGeneration.CURRENT,
                null));
    }

    @Test
    void token_is_stored_as_requested_and_works_immediately() {
        Result result = create(anna, NO_KEY, new NewToken(null, null, false, settings(Scope.READ_TOKENS)));

        assertThat(result).isInstanceOfSatisfying(Result.Created.class, created -> {
            assertThat(created.issued().token())
                    .isEqualTo(dependencies.stored(created.issued().value()));
            assertThat(created.issued().token().settings()).isEqualTo(settings(Scope.READ_TOKENS));
            assertThat(dependencies.authenticator.authenticate(
                            created.issued().value().reveal()))
                    .isInstanceOf(Authenticated.class);
        });
    }

    @ParameterizedTest
    @CsvSource({
        // the project of the caller; the requested owner and project; those of the created token
        ",    ,     ,    anna, ",
        "web, ,     ,    anna, web",
        "web, ,     web, anna, web",
        ",    ,     web, anna, web",
        ",    anna, ,    anna, ",
        ",    bert, web, bert, web",
    })
    void owner_and_project_default_to_those_of_the_caller(
            String callerProject, String owner, String project, String expectedOwner, String expectedProject) {
        TokenActor actor = actor("TenantTokenManagement", callerProject, false, null);
        Token token = created(create(actor, NO_KEY, new NewToken(name(owner), project, false, settings())));

        assertThat(token.origin()).isEqualTo(new TokenOrigin(expectedOwner, "anna", expectedProject, false, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // the caller: scopes, project, personal, hours until it expires; the token: owner, project, personal, scopes,
        // hours
        "apiTokens.write apiTokens.read, ,    false, ,  anna, ,     false, apiTokens.read, ,  true",
        "apiTokens.write,                ,    false, ,  anna, ,     false, apiTokens.read, ,  false",
        "apiTokens.write,                ,    false, ,  bert, ,     false, '',             ,  false",
        "users.write apiTokens.write,    ,    false, ,  bert, ,     false, '',             ,  false",
        "TenantTokenManagement,          ,    false, ,  bert, ,     false, users.write,    ,  true",
        "apiTokens.write,                web, false, ,  anna, web,  false, '',             ,  true",
        "apiTokens.write,                web, false, ,  anna, shop, false, '',             ,  false",
        "TenantTokenManagement,          web, false, ,  bert, shop, false, '',             ,  false",
        "apiTokens.write,                ,    true,  ,  anna, ,     false, '',             ,  false",
        "apiTokens.write,                ,    true,  ,  anna, ,     true,  '',             ,  true",
        "TenantTokenManagement,          ,    true,  ,  anna, ,     false, '',             ,  true",
        "apiTokens.write,                ,    false, 1, anna, ,     false, '',             1, true",
        "apiTokens.write,                ,    false, 1, anna, ,     false, '',             2, false",
        "apiTokens.write,                ,    false, 1, anna, ,     false, '',             ,  false",
        "TenantTokenManagement,          ,    false, 1, anna, ,     false, '',             ,  true",
    })
    void callers_cannot_create_a_token_that_can_do_more(
            String held,
            String callerProject,
            boolean callerIsPersonal,
            Integer callerHours,
            String owner,
            String project,
            boolean personal,
            String scopes,
            Integer hours,
            boolean allowed) {
        dependencies.users.put("anna", true, true, Scope.WRITE_TOKENS);
        TokenActor actor = actor(held, callerProject, callerIsPersonal, after(callerHours));
        NewToken token = new NewToken(
                name(owner),
                project,
                personal,
                new TokenSettings("ci", null, true, Scopes.parse(scopes), after(hours), null));

        for (Optional<IdempotencyKey> key : List.of(NO_KEY, KEY)) {
            if (allowed) {
                assertThatCode(() -> create(actor, key, token)).doesNotThrowAnyException();
            } else {
                assertThatExceptionOfType(ApiException.ForbiddenException.class)
                        .isThrownBy(() -> create(actor, key, token));
            }
        }
        assertThat(dependencies.store.all()).hasSize(allowed ? 2 : 0);
    }

    @Test
    void personal_token_requires_a_user_record_of_the_owner() {
        NewToken token = new NewToken(OwnerName.of("bert"), null, true, settings());
        TokenActor admin = actor("TenantTokenManagement", null, false, null);

        assertThatThrownBy(() -> create(admin, NO_KEY, token))
                .isInstanceOfSatisfying(
                        ApiException.InvalidRequestException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(new ConstraintViolation(
                                        "personalAccessToken",
                                        ViolationReason.NEEDS_USER,
                                        "personalAccessToken requires the owner to be a registered user."
                                                + " Create the user with PUT /v2/users/{name}",
                                        null)));
        dependencies.users.put("bert", false, false);
        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> create(admin, NO_KEY, token));
        dependencies.users.put("bert", true, false);
        assertThat(create(admin, NO_KEY, token)).isInstanceOf(Result.Created.class);
    }

    @ParameterizedTest
    @CsvSource({
        // the requested owner; those of the user record and of the created token
        "BERT, Bert, Bert",
        "BERT, ,     BERT",
        ",     ANNA, ANNA",
        ",     ,     anna",
    })
    void owner_is_stored_in_the_spelling_of_its_record(String owner, String record, String expected) {
        if (record != null) {
            dependencies.users.put(record, true, true);
        }
        TokenActor admin = actor("TenantTokenManagement", null, false, null);
        Token token = created(create(admin, NO_KEY, new NewToken(name(owner), null, record != null, settings())));

        assertThat(token.origin().owner().spelling()).isEqualTo(expected);
    }

    @Test
    void own_owner_in_another_spelling_needs_no_permission() {
        assertThat(create(anna, NO_KEY, new NewToken(OwnerName.of("ANNA"), null, false, settings())))
                .isInstanceOf(Result.Created.class);
    }

    @Test
    void caller_without_permission_for_the_owner_does_not_learn_whether_there_is_a_user() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> create(anna, NO_KEY, new NewToken(OwnerName.of("bert"), null, true, settings())))
                    .withMessageStartingWith(
                            "Creating tokens for another owner requires the scope TenantTokenManagement; a lead");
            dependencies.users.put("bert", true, true);
        }
    }

    @Test
    void missing_user_record_is_reported_after_permissions() {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> create(anna, NO_KEY, new NewToken(null, "web", true, settings(Scope.WRITE_USERS))));
    }

    @Test
    void previous_secret_cannot_create_tokens() {
        assertForbiddenWithoutReadingTheFields(
                dependencies.actorWithPreviousSecret(),
                "The previous secret of a regenerated token cannot be used for changes.");
    }

    @Test
    void user_without_token_management_cannot_create_tokens() {
        dependencies.users.put("anna", true, false);

        assertForbiddenWithoutReadingTheFields(anna, "Token management is not allowed for this user");
    }

    @Test
    void invalid_fields_create_nothing_and_do_not_use_up_the_key() {
        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> createToken.execute(anna, new Command(KEY, () -> {
                    throw new ApiException.InvalidRequestException(
                            "name", ViolationReason.REQUIRED, "name is required");
                })));
        assertThat(dependencies.store.all()).isEmpty();
        assertThat(create(anna, KEY, token())).isInstanceOf(Result.Created.class);
    }

    @Test
    void repeated_request_with_a_key_is_replayed() {
        Token token = created(create(anna, KEY, token()));
        dependencies.store.put(token.withSettings(settings().withName("renamed")));

        assertThat(create(anna, KEY, token()))
                .isEqualTo(new Result.Replayed(token.withSettings(settings().withName("renamed"))));
        assertThat(dependencies.store.all()).hasSize(1);
    }

    /** A client that repeats a request does not know whether the first one succeeded. */
    @Test
    void replay_succeeds_although_the_expiration_date_has_passed() {
        Instant expiresAt = NOW.plusSeconds(60);
        Command command = new Command(KEY, () -> {
            if (!dependencies.now.isBefore(expiresAt)) {
                throw new ApiException.InvalidRequestException(
                        "expirationDate", ViolationReason.IN_THE_PAST, "expirationDate is in the past");
            }
            return new NewToken(null, null, false, settings().withExpiresAt(expiresAt));
        });
        Token token = created(createToken.execute(anna, command));
        dependencies.now = expiresAt;

        assertThat(createToken.execute(anna, command)).isEqualTo(new Result.Replayed(token));
    }

    @Test
    void replay_succeeds_although_the_caller_may_no_longer_create_the_token() {
        Token token = created(create(anna, KEY, token()));
        TokenActor narrowed = TestDependencies.actor(new Principal(
                anna.principal().tokenId(),
                OwnerName.of("anna"),
                null,
                Scopes.of(Scope.WRITE_TOKENS),
                false,
                SecretGeneration.CURRENT,
                null));

        assertThat(create(narrowed, KEY, token())).isEqualTo(new Result.Replayed(token));
    }

    @Test
    void replay_requires_the_current_secret_and_token_management() {
        create(anna, KEY, token());
        Principal principal = anna.principal();
        TokenActor previous = TestDependencies.actor(new Principal(
                principal.tokenId(),
                OwnerName.of("anna"),
                null,
                principal.scopes(),
                false,
                SecretGeneration.PREVIOUS,
                null));

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> create(previous, KEY, token()));
        dependencies.users.put("anna", false, true);
        assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(() -> create(anna, KEY, token()));
    }

    @Test
    void key_belongs_to_one_calling_token() {
        create(anna, KEY, token());

        assertThat(create(dependencies.actor(Scope.READ_TOKENS), KEY, token())).isInstanceOf(Result.Created.class);
    }

    @Test
    void key_of_another_request_is_rejected() {
        create(anna, KEY, token());

        assertThatExceptionOfType(ApiException.IdempotencyKeyReusedException.class)
                .isThrownBy(() -> create(anna, IdempotencyKey.parse("once", "{ }"), token()));
        assertThat(dependencies.store.all()).hasSize(1);
    }

    @Test
    void deleted_token_is_not_replayed() {
        Token token = created(create(anna, KEY, token()));
        dependencies.store.delete(token, STAMP);

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> create(anna, KEY, token()));
    }

    @Test
    void concurrent_request_with_the_same_key_is_replayed() {
        Token[] first = new Token[1];
        Result result = createToken.execute(anna, new Command(KEY, () -> {
            first[0] = created(create(anna, KEY, token()));
            return token();
        }));

        assertThat(result).isEqualTo(new Result.Replayed(first[0]));
        assertThat(dependencies.store.all()).hasSize(1);
    }

    @Test
    void unavailable_store_creates_nothing() {
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> create(anna, NO_KEY, token())).isSameAs(dependencies.store.fault);
        assertThatThrownBy(() -> create(anna, KEY, token())).isSameAs(dependencies.store.fault);
        assertThat(dependencies.store.all()).isEmpty();
    }

    private Result create(TokenActor actor, Optional<IdempotencyKey> key, NewToken token) {
        return createToken.execute(actor, new Command(key, () -> token));
    }

    private static Token created(Result result) {
        assertThat(result).isInstanceOf(Result.Created.class);
        return ((Result.Created) result).issued().token();
    }

    private static OwnerName name(String text) {
        return text == null ? null : OwnerName.of(text);
    }

    private static NewToken token() {
        return new NewToken(null, null, false, settings(Scope.READ_TOKENS));
    }

    private void assertForbiddenWithoutReadingTheFields(TokenActor actor, String message) {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> createToken.execute(actor, new Command(KEY, () -> {
                    throw new AssertionError("The fields were read");
                })))
                .withMessage(message);
        assertThat(dependencies.store.all()).isEmpty();
    }

    private TokenActor actor(String scopes, String project, boolean personal, Instant expiresAt) {
        return TestDependencies.actor(new Principal(
                anna.principal().tokenId(),
                OwnerName.of("anna"),
                project,
                Scopes.parse(scopes),
                personal,
                SecretGeneration.CURRENT,
                expiresAt));
    }

    private static Instant after(Integer hours) {
        return hours == null ? null : NOW.plus(Duration.ofHours(hours));
    }
}
