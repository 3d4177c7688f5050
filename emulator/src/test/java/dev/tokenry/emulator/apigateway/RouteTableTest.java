package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.cloudformation.Route;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private static final List<String> DECLARED = List.of(
            "ANY /{proxy+}",
            "ANY /",
            "GET /v2/apiTokens/{id}",
            "DELETE /v2/apiTokens/{id}",
            "POST /v2/apiTokens/lookup",
            "POST /v2/apiTokens",
            "GET /v2/apiTokens",
            "ANY /v2/users",
            "GET /v2/users",
            "POST /v2/apiTokens/{id}/regenerate",
            "GET /v2/files/{proxy+}");

    private final RouteTable table = RouteTable.ofRestApi(DECLARED.stream()
            .map(each -> each.split(" "))
            .map(each -> new Route(each[0], each[1], "F", null, Duration.ofSeconds(1)))
            .toList());

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/apiTokens, GET /v2/apiTokens",
        "GET, /v2/apiTokens/, GET /v2/apiTokens",
        "POST, /v2/apiTokens/lookup, POST /v2/apiTokens/lookup",
        "GET, /v2/apiTokens/lookup, GET /v2/apiTokens/{id}",
        "GET, /v2/apiTokens/a%2Fb, GET /v2/apiTokens/{id}",
        "PATCH, /v2/apiTokens/lookup, ANY /{proxy+}",
        "PATCH, /v2/apiTokens, ANY /{proxy+}",
        "POST, /v2/apiTokens/1/regenerate, POST /v2/apiTokens/{id}/regenerate",
        "GET, /v2/apiTokens/1/regenerate, ANY /{proxy+}",
        "GET, /v2/users, GET /v2/users",
        "PUT, /v2/users, ANY /v2/users",
        "GET, /v2/files/a/b, GET /v2/files/{proxy+}",
        "GET, /v2/files, ANY /{proxy+}",
        "GET, /v2/apiTokens//, ANY /{proxy+}",
        "GET, /nothing, ANY /{proxy+}",
        "GET, /, ANY /",
    })
    void the_most_specific_route_with_the_method_wins(String method, String path, String expected) {
        assertThat(table.find(method, path))
                .map(found -> found.route().method() + " " + found.route().resource())
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"/v2/apiTokens/a%2Fb/, id, a%2Fb", "/v2/files/a/b%20c, proxy, a/b%20c"})
    void path_parameters_are_not_decoded(String path, String name, String value) {
        assertThat(table.find("GET", path).orElseThrow().pathParameters()).containsEntry(name, value);
    }

    @ParameterizedTest
    @CsvSource({"/a/b", "/"})
    void a_greedy_parameter_does_not_match_its_parent(String path) {
        RouteTable greedy =
                RouteTable.ofRestApi(Stream.of(new Route("GET", "/a/b/{proxy+}", "F", null, Duration.ofSeconds(1)))
                        .toList());

        assertThat(greedy.find("GET", path)).isEmpty();
    }
}
