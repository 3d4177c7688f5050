package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scope catalogue, which every valid token can read. */
@ExtendWith(SharedStackExtension.class)
class ScopesIT {

    private final ApiClient admin;

    ScopesIT(TestStack stack) {
        admin = stack.admin();
    }

    @Test
    void any_token_can_list_the_scope_catalogue() {
        IssuedToken plain = admin.create("{'name':'plain','scopes':['metrics.read']}");

        JsonNode scopes = admin.withToken(plain)
                .get("/v2/scopes")
                .expectStatus(200)
                .json()
                .get("scopes");

        assertThat(scopes).hasSizeGreaterThan(70).allSatisfy(scope -> {
            assertThat(TestJson.names(scope)).containsExactly("name", "description", "aliases");
            assertThat(scope.get("description").textValue()).isNotBlank();
            assertThat(scope.get("aliases").isArray()).isTrue();
        });
        admin.anonymous().get("/v2/scopes").expectError(401);
    }

    @Test
    void every_scope_name_and_alias_is_accepted() {
        for (JsonNode scope : admin.get("/v2/scopes").json().get("scopes")) {
            for (JsonNode alias : scope.get("aliases")) {
                IssuedToken issued = admin.create("{'name':'alias','scopes':['%s']}", alias.textValue());
                assertThat(admin.get("/v2/apiTokens/" + issued.id()).json().at("/scopes/0"))
                        .isEqualTo(alias);
            }
        }
    }
}
