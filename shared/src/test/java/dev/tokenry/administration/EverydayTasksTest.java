package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What people and pipelines do every day is possible with the rights that they have, and does what it is done for. */
class EverydayTasksTest {

    private static final String ADMIN =
            "TenantTokenManagement apiTokens.read apiTokens.write users.read users.write logs.read";
    private static final Duration HOUR = Duration.ofHours(1);

    private final PermissionWorld world = new PermissionWorld(new Random(1));
    private final PresentedToken admin = world.token("admin", null, false, ADMIN);

    @Test
    void administrator_offboards_a_person() {
        world.user(OwnerName.of("anna"), true, true, Scopes.parse("logs.read apiTokens.write"));
        PresentedToken personal = world.token("anna", null, true, "logs.read");
        PresentedToken other = world.token("anna", null, false, "logs.read apiTokens.write");

        world.putUser(admin, user("anna", false, "logs.read", false));
        assertThat(world.works(personal)).isFalse();
        assertThat(world.works(other)).isFalse();

        world.update(
                admin, other.id(), token -> new UpdateToken.Change(OwnerName.of("ci-web"), token.settings(), false));
        assertThat(world.works(other))
                .as("the pipeline goes on with a technical owner")
                .isTrue();
        world.delete(admin, personal.id());
        world.deleteUser(admin, OwnerName.of("anna"));
        world.putUser(admin, user("anna", true, "logs.read", false));
        assertThat(world.works(personal)).isFalse();
    }

    @Test
    void administrator_onboards_a_person_who_creates_a_personal_token() {
        world.putUser(admin, user("anna", true, "logs.read apiTokens.write", false));
        PresentedToken first = world.create(admin, newToken("anna", null, true, "logs.read apiTokens.write"))
                .value();

        PresentedToken second =
                world.create(first, newToken(null, null, true, "logs.read")).value();
        assertThat(world.works(second)).isTrue();
    }

    @Test
    void administrator_creates_a_token_for_a_pipeline() {
        PresentedToken pipeline = world.create(admin, newToken("ci-web", "web", false, "snapshots.upload"))
                .value();

        assertThat(world.principal(pipeline).orElseThrow().project()).isEqualTo("web");
    }

    @Test
    void administrator_of_a_project_creates_a_token_for_its_pipeline() {
        PresentedToken projectAdmin =
                world.token("lea", "web", false, "TenantTokenManagement apiTokens.write snapshots.upload");

        PresentedToken pipeline = world.create(projectAdmin, newToken("ci-web", null, false, "snapshots.upload"))
                .value();
        assertThat(world.principal(pipeline).orElseThrow().project()).isEqualTo("web");
        PresentedToken renewed =
                world.regenerate(projectAdmin, pipeline.id(), HOUR, null).value();
        assertThat(world.works(pipeline)).isTrue();
        assertThat(world.works(renewed)).isTrue();
        world.delete(projectAdmin, pipeline.id());
        assertThat(world.works(renewed)).isFalse();
    }

    @Test
    void pipeline_rotates_its_own_token_without_the_right_to_write_tokens() {
        world.user(OwnerName.of("ci-web"), true, false, Scopes.NONE);
        PresentedToken pipeline = world.token("ci-web", "web", false, "snapshots.upload apiTokens.rotateSelf");

        PresentedToken renewed =
                world.regenerate(pipeline, pipeline.id(), HOUR, null).value();
        assertThat(world.works(renewed)).isTrue();
        assertThat(world.works(pipeline)).as("running jobs go on").isTrue();
        world.now = NOW.plus(HOUR);
        assertThat(world.works(pipeline)).isFalse();
    }

    @Test
    void pipeline_shortens_its_token_when_it_rotates() {
        PresentedToken pipeline = world.token("ci-web", "web", false, "apiTokens.rotateSelf");

        IssuedToken renewed = world.regenerate(pipeline, pipeline.id(), Duration.ZERO, NOW.plus(HOUR));
        assertThat(renewed.token().settings().expiresAt()).isEqualTo(NOW.plus(HOUR));
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> world.regenerate(
                        renewed.value(),
                        pipeline.id(),
                        Duration.ZERO,
                        NOW.plus(HOUR).plus(HOUR)));
    }

    @Test
    void rotation_whose_response_was_lost_is_finished_by_an_administrator() {
        PresentedToken pipeline = world.token("ci-web", "web", false, "snapshots.upload apiTokens.rotateSelf");
        world.regenerate(pipeline, pipeline.id(), HOUR, null);

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .as("the previous secret writes nothing")
                .isThrownBy(() -> world.regenerate(pipeline, pipeline.id(), HOUR, null))
                .withMessageContaining("The token was regenerated at 2026-03-18T10:37:42.518Z.");
        PresentedToken known =
                world.regenerate(admin, pipeline.id(), HOUR, null).value();
        assertThat(world.works(known)).isTrue();
    }

    @Test
    void break_glass_token_of_bootstrap_works_although_its_user_is_disabled() {
        world.putUser(admin, new UserDetails(OwnerName.of("bert"), null, null, true, Scopes.NONE, true, false));
        PresentedToken breakGlass = world.token(
                new TokenOrigin(OwnerName.of("admin"), null, OwnerName.of("admin"), null, false, true, NOW),
                new TokenSettings("Bootstrap 2", null, true, Scopes.parse(ADMIN), NOW.plus(HOUR), null));
        world.user(OwnerName.of("admin"), false, false, Scopes.NONE);
        assertThat(world.works(admin)).isFalse();

        world.putUser(breakGlass, user("admin", true, ADMIN, false));
        assertThat(world.works(admin)).as("the way back in").isTrue();
        world.delete(admin, breakGlass.id());
        assertThat(world.works(breakGlass)).isFalse();
    }

    @Test
    void leaked_token_is_disabled_and_comes_back_with_a_new_secret() {
        PresentedToken leaked = world.token("ci-web", "web", false, "snapshots.upload");

        world.change(admin, leaked.id(), settings -> settings.withEnabled(false));
        assertThat(world.works(leaked)).isFalse();
        PresentedToken renewed =
                world.regenerate(admin, leaked.id(), Duration.ZERO, null).value();
        assertThat(world.works(renewed)).as("a disabled token stays disabled").isFalse();
        world.change(admin, leaked.id(), settings -> settings.withEnabled(true));
        assertThat(world.works(renewed)).isTrue();
        assertThat(world.works(leaked)).isFalse();
    }

    @Test
    void expired_token_is_renewed_in_one_request() {
        PresentedToken old = world.token(
                new TokenOrigin("ci-web", "ci-web", "web", false, NOW),
                new TokenSettings("ci", null, true, Scopes.parse("snapshots.upload"), NOW.minus(HOUR), null));

        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> world.regenerate(admin, old.id(), HOUR, null));
        PresentedToken renewed =
                world.regenerate(admin, old.id(), Duration.ZERO, NOW.plus(HOUR)).value();
        assertThat(world.works(renewed)).isTrue();
    }

    @Test
    void technical_owner_becomes_a_user_and_its_tokens_go_on() {
        PresentedToken pipeline = world.token("ci-web", "web", false, "snapshots.upload");

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> world.putUser(admin, user("ci-web", true, "logs.read", false)));
        world.putUser(admin, user("ci-web", true, "logs.read", true));
        assertThat(world.works(pipeline)).isTrue();
        world.putUser(admin, user("ci-web", false, "logs.read", false));
        assertThat(world.works(pipeline)).isFalse();
    }

    @Test
    void person_who_leaves_a_team_hands_over_and_narrows_the_own_tokens() {
        world.user(OwnerName.of("anna"), true, true, Scopes.parse("logs.read apiTokens.write"));
        PresentedToken anna = world.token("anna", null, true, "logs.read apiTokens.write");
        PresentedToken script = world.create(anna, newToken(null, null, true, "logs.read apiTokens.write"))
                .value();

        world.change(anna, script.id(), settings -> settings.withScopes(Scopes.parse("logs.read")));
        assertThat(world.principal(script).orElseThrow().scopes()).isEqualTo(Scopes.parse("logs.read"));
        world.user(OwnerName.of("admin"), true, true, Scopes.parse(ADMIN));
        Token handedOver = world.update(
                admin, script.id(), token -> new UpdateToken.Change(OwnerName.of("admin"), token.settings(), false));
        assertThat(handedOver.origin().owner().spelling()).isEqualTo("admin");
    }

    private static UserDetails user(String name, boolean enabled, String scopes, boolean adoptTokens) {
        return new UserDetails(OwnerName.of(name), null, null, enabled, Scopes.parse(scopes), true, adoptTokens);
    }

    private static NewToken newToken(String owner, String project, boolean personal, String scopes) {
        return new NewToken(
                owner == null ? null : OwnerName.of(owner),
                project,
                personal,
                new TokenSettings("ci", null, true, Scopes.parse(scopes), null, null));
    }
}
