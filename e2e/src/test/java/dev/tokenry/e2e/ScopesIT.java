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
            assertThat(TestJson.names(scope)).startsWith("name", "description", "source", "aliases");
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

    @Test
    void declared_scope_is_granted_at_once_and_deleted_when_no_token_has_it() {
        admin.send("PUT", "/v2/scopes/it:orders.read", "{\"description\":\"Read orders\"}")
                .expectStatus(201);
        IssuedToken holder = admin.create("{'name':'holder','scopes':['it:orders.read']}");
        assertThat(admin.get("/v2/apiTokens?apiTokenSelector=scope(%22it:orders.read%22)&fields=name")
                        .json()
                        .at("/apiTokens/0/name")
                        .textValue())
                .isEqualTo("holder");

        admin.delete("/v2/scopes/it%3Aorders.read")
                .expectError(409, "The scope is granted to 1 token. Remove it from them first.");
        admin.delete("/v2/apiTokens/" + holder.id()).expectStatus(204);
        admin.delete("/v2/scopes/it:orders.read").expectStatus(204);
        admin.send("POST", "/v2/apiTokens", "{\"name\":\"late\",\"scopes\":[\"it:orders.read\"]}")
                .expectError(400);
    }

    @Test
    void template_is_created_read_and_deleted() {
        admin.send("PUT", "/v2/scopeTemplates/it-reader", "{\"scopes\":[\"metrics.read\"]}")
                .expectStatus(201);
        IssuedToken plain = admin.create("{'name':'template reader','scopes':['metrics.read']}");

        ApiClient reader = admin.withToken(plain);
        assertThat(reader.get("/v2/scopeTemplates/it-reader")
                        .json()
                        .at("/scopes/0")
                        .textValue())
                .isEqualTo("metrics.read");
        assertThat(reader.get("/v2/scopeTemplates").json().get("scopeTemplates"))
                .extracting(template -> template.get("name").textValue())
                .contains("it-reader");
        reader.delete("/v2/scopeTemplates/it-reader").expectError(403);
        admin.delete("/v2/scopeTemplates/it-reader").expectStatus(204);
        reader.get("/v2/scopeTemplates/it-reader").expectError(404);
    }
}
