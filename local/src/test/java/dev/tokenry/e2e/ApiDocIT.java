package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.e2e.openapi.OpenApiDocument;
import dev.tokenry.e2e.openapi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends the example requests of docs/api.md in order and compares the responses with the documented ones. */
class ApiDocIT {

    private static final Path FILE = Path.of("..", "docs", "api.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```http\\n([A-Z]+ .*?)```\\n\\n?```http\\n(HTTP.*?)```\\n", Pattern.DOTALL);
    private static final String HINT = """
            The responses differ from docs/api.md. If the new responses are correct, update the document with:
            mvn verify -pl local -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ApiDocIT \
            -Dfailsafe.failIfNoSpecifiedTests=false -Dtokenry.docs=write""";

    private final Placeholders placeholders = new Placeholders();
    private final Set<Operation> documentedOperations = new LinkedHashSet<>();

    @Test
    void every_operation_is_documented_with_its_actual_response(@TempDir Path directory) throws IOException {
        String document = Files.readString(FILE);

        String updated = withActualResponses(document, directory);

        assertThat(documentedOperations)
                .as("operations in docs/api.md")
                .containsAll(OpenApiDocument.instance().operations());
        if ("write".equals(System.getProperty("tokenry.docs"))) {
            Files.writeString(FILE, updated);
        } else {
            assertThat(updated).as(HINT).isEqualTo(document);
        }
    }

    private String withActualResponses(String text, Path directory) {
        try (TestStack stack = TestStack.startFresh(directory)) {
            ApiClient admin = stack.admin();
            placeholders.toDocumented(String.valueOf(admin.token()));
            return EXAMPLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(withActualResponses(found, admin)));
        }
    }

    private String withActualResponses(MatchResult found, ApiClient admin) {
        DocExample example = DocExample.parse(placeholders.toActual(found.group(1)));
        OpenApiDocument.instance()
                .operation(example.method(), example.path().replaceAll("\\?.*", ""))
                .ifPresent(documentedOperations::add);
        String documented = found.group(2);
        String actual = placeholders.toDocumented(DocExample.format(example.send(admin.baseUrl())));
        return found.group().replace(documented, isEquivalent(documented, actual) ? documented : actual);
    }

    /** Compares two responses without dates. A body that the document omits matches any body. */
    private static boolean isEquivalent(String documented, String actual) {
        String compared = documented.endsWith("\n\n…\n") ? actual.replaceFirst("\n\n(?s:.*)", "\n\n…\n") : actual;
        return Placeholders.withoutDates(documented).equals(Placeholders.withoutDates(compared));
    }
}
