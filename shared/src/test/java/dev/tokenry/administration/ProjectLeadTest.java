package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Project;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lead of a project may do with the tokens that are bound to it. Anna leads the project web. */
class ProjectLeadTest {

    private static final String SCOPES = "apiTokens.write trusts.write users.write logs.read";

    private final PermissionWorld world = new PermissionWorld(new Random(1));
    private Project web;

    @BeforeEach
    void create_projects() {
        web = project("web");
        project("shop");
        user("anna", true, List.of(LedProject.of(web)));
        user("bert", true, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // owner, project, personal, scopes; reason of the denial
        "anna, web,  false, logs.read,                 ",
        "anna, web,  true,  logs.read,                 ",
        "ci,   web,  false, logs.read apiTokens.write, ",
        "ci,   web,  false, metrics.read,              SCOPE_NOT_HELD",
        "bert, web,  false, logs.read,                 OTHER_OWNER",
        "bert, web,  true,  logs.read,                 OTHER_OWNER",
        "ci,   shop, false, logs.read,                 OTHER_PROJECT",
        "anna, shop, false, logs.read,                 OTHER_PROJECT",
        "ci,       , false, logs.read,                 OTHER_OWNER",
        "anna,     , false, logs.read,                 "
    })
    void lead_creates_tokens_of_the_project_for_itself_and_technical_owners(
            String owner, @Nullable String project, boolean personal, String scopes, @Nullable ErrorReason reason) {
        PresentedToken lead = world.token("anna", null, false, SCOPES);

        assertOutcome(() -> create(lead, owner, project, personal, scopes), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "ci,   web,  false, logs.read,                 ",
        "anna, web,  false, logs.read,                 ",
        "ci,   web,  false, apiTokens.write,           PERSONAL_ONLY",
        "ci,   web,  false, trusts.write,              PERSONAL_ONLY",
        "anna,     , false, logs.read,                 PERSONAL_ONLY",
        "anna, web,  true,  apiTokens.write,           "
    })
    void personal_token_of_a_lead_creates_others_only_in_the_project_and_without_token_management(
            String owner, @Nullable String project, boolean personal, String scopes, @Nullable ErrorReason reason) {
        PresentedToken lead = world.token("anna", null, true, SCOPES);

        assertOutcome(() -> create(lead, owner, project, personal, scopes), reason);
    }

    @Test
    void lead_stops_the_tokens_of_others_and_regenerates_those_of_technical_owners() {
        PresentedToken lead = world.token("anna", null, false, SCOPES);
        PresentedToken others = world.token("bert", "web", false, "logs.read");
        PresentedToken technical = world.token("ci", "web", false, "logs.read");

        world.change(lead, others.id(), settings -> settings.withEnabled(false));
        assertThat(world.works(others)).isFalse();
        assertOutcome(
                () -> world.change(lead, others.id(), settings -> settings.withEnabled(true)), ErrorReason.OTHER_OWNER);
        assertOutcome(() -> world.regenerate(lead, others.id(), Duration.ZERO, null), ErrorReason.OTHER_OWNER);
        world.regenerate(lead, technical.id(), Duration.ZERO, null);
        world.delete(lead, others.id());
        assertThat(world.tokens.find(others.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert shop", "bert", "ci"})
    void tokens_outside_the_project_do_not_exist_to_a_lead(String token) {
        PresentedToken lead = world.token("anna", null, false, SCOPES);
        String[] parts = token.split(" ");
        PresentedToken other = world.token(parts[0], parts.length == 1 ? null : parts[1], false, "logs.read");

        assertOutcome(() -> world.delete(lead, other.id()), ErrorReason.NOT_FOUND);
    }

    @Test
    void administrator_of_the_project_is_not_weakened_by_a_lead() {
        PresentedToken lead = world.token("anna", null, false, SCOPES);
        PresentedToken administrator = world.token("ci", "web", false, "TenantTokenManagement");

        assertOutcome(() -> world.delete(lead, administrator.id()), ErrorReason.MISSING_SCOPE);
    }

    @Test
    void lead_power_goes_only_with_unbound_tokens_that_carry_the_user() {
        PresentedToken target = world.token("ci", "web", false, "logs.read");
        PresentedToken bound = world.token("anna", "shop", false, SCOPES);
        PresentedToken older = olderToken();

        for (PresentedToken caller : List.of(bound, older, world.token("bert", null, false, SCOPES))) {
            assertOutcome(() -> world.delete(caller, target.id()), ErrorReason.NOT_FOUND);
        }
    }

    @Test
    void project_that_is_deleted_and_created_again_has_no_lead() {
        PresentedToken lead = world.token("anna", null, false, SCOPES);
        PresentedToken target = world.token("ci", "web", false, "logs.read");
        world.projects.delete(web, STAMP);
        assertOutcome(() -> world.delete(lead, target.id()), ErrorReason.NOT_FOUND);

        world.projects.insert(new Project("web", "ffff", null, null, 1), true, STAMP);

        assertOutcome(() -> world.delete(lead, target.id()), ErrorReason.NOT_FOUND);
        assertOutcome(() -> create(lead, "ci", "web", false, "logs.read"), ErrorReason.OTHER_PROJECT);
    }

    /** A user leads the project with one id, which a damaged record does not show. */
    @Test
    void project_whose_record_is_damaged_has_no_lead_until_it_is_mended() {
        Project shop = world.projects.find("shop").orElseThrow();
        user("carl", true, List.of(LedProject.of(web), LedProject.of(shop)));
        PresentedToken lead = world.token("carl", null, false, SCOPES);
        PresentedToken inWeb = world.token("ci", "web", false, "logs.read");
        PresentedToken inShop = world.token("ci", "shop", false, "logs.read");
        world.projects.damage("web");

        assertOutcome(() -> world.delete(lead, inWeb.id()), ErrorReason.NOT_FOUND);
        assertOutcome(() -> create(lead, "ci", "web", false, "logs.read"), ErrorReason.OTHER_PROJECT);
        assertThat(world.works(inWeb)).isTrue();
        create(lead, "ci", "shop", false, "logs.read");
        create(lead, "carl", null, false, "logs.read");
        world.delete(lead, inShop.id());
    }

    @Test
    void lead_that_may_not_manage_its_own_tokens_manages_those_of_the_project() {
        world.users.delete(world.users.find(OwnerName.of("anna")).orElseThrow(), STAMP);
        user("anna", false, List.of(LedProject.of(web)));
        PresentedToken lead = world.token("anna", null, false, SCOPES);
        PresentedToken own = world.token("anna", null, false, "logs.read");
        PresentedToken inProject = world.token("anna", "web", false, "logs.read");

        assertOutcome(() -> world.delete(lead, own.id()), ErrorReason.NOT_FOUND);
        assertOutcome(() -> create(lead, "anna", null, false, "logs.read"), ErrorReason.MANAGEMENT_NOT_ALLOWED);
        assertOutcome(
                () -> world.change(lead, lead.id(), settings -> settings.withName("Renamed")),
                ErrorReason.MANAGEMENT_NOT_ALLOWED);
        create(lead, "ci", "web", false, "logs.read");
        world.delete(lead, inProject.id());
    }

    @Test
    void users_who_lead_a_project_are_changed_only_by_those_who_manage_all_tokens() {
        PresentedToken writer = world.token("bert", null, false, SCOPES);
        PresentedToken admin = world.token("root", null, false, "users.write TenantTokenManagement");

        assertOutcome(() -> put(writer, "anna", null), ErrorReason.ACCESS_DENIED);
        assertOutcome(() -> put(writer, "anna", List.of("web")), ErrorReason.ACCESS_DENIED);
        assertOutcome(() -> world.deleteUser(writer, OwnerName.of("anna")), ErrorReason.ACCESS_DENIED);
        assertOutcome(() -> put(writer, "carl", List.of("web")), ErrorReason.ACCESS_DENIED);
        put(writer, "carl", List.of());
        put(admin, "carl", List.of("web", "shop"));
        assertThat(put(admin, "carl", null).leads())
                .extracting(LedProject::name)
                .containsExactly("shop", "web");
        assertOutcome(() -> put(admin, "carl", List.of("web", "gone")), ErrorReason.INVALID_REQUEST);
        assertThat(put(admin, "anna", List.of()).leads()).isEmpty();
        put(writer, "anna", null);
    }

    @Test
    void leads_of_a_deleted_project_are_not_leads_and_return_only_on_request() {
        PresentedToken admin = world.token("root", null, false, "users.write TenantTokenManagement");
        world.projects.delete(web, STAMP);
        world.projects.insert(new Project("web", "ffff", null, null, 1), true, STAMP);

        assertThat(put(admin, "anna", null).leads()).isEmpty();
        assertThat(put(admin, "anna", List.of("web")).leads()).containsExactly(new LedProject("web", "ffff"));
    }

    private Project project(String name) {
        Project project = new Project(name, "aa", null, null, 1);
        world.projects.insert(project, false, STAMP);
        return project;
    }

    private void user(String name, boolean manageOwnTokens, List<LedProject> leads) {
        world.user(OwnerName.of(name), true, manageOwnTokens, Scopes.parse(SCOPES), leads);
    }

    private PresentedToken olderToken() {
        return world.token(
                new dev.tokenry.model.TokenOrigin("anna", "anna", null, false, PermissionWorld.NOW),
                new TokenSettings("older", null, true, Scopes.parse(SCOPES), null, null));
    }

    private IssuedToken create(
            PresentedToken by, String owner, @Nullable String project, boolean personal, String scopes) {
        TokenSettings settings = new TokenSettings("new", null, true, Scopes.parse(scopes), null, null);
        return world.create(by, new NewToken(OwnerName.of(owner), project, personal, settings));
    }

    private User put(PresentedToken by, String name, @Nullable List<String> leads) {
        return world.putUser(
                by,
                new UserDetails(
                        OwnerName.of(name),
                        null,
                        null,
                        true,
                        Scopes.parse("logs.read"),
                        true,
                        leads,
                        ContactUpdate.NONE,
                        null,
                        true));
    }

    private static void assertOutcome(Runnable call, @Nullable ErrorReason reason) {
        if (reason == null) {
            call.run();
        } else {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(call::run)
                    .extracting(ApiException::reason)
                    .isEqualTo(reason);
        }
    }
}
