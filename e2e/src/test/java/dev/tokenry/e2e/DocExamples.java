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

/** The example requests of a document with their responses. */
final class DocExamples {

    private static final Pattern EXAMPLE = Pattern.compile(
            "( *)```http\\n *([A-Z]+ [^`]*?) *```\\n\\n? *```http\\n( *HTTP.*?) *```\\n", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```http\\n");
    private static final String HINT = """
            The responses in %s differ from those of the API. If the API is right, this command updates them:
            mvn verify -pl e2e -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DocumentsIT \
            -Dfailsafe.failIfNoSpecifiedTests=false -Dtokenry.docs=write""";

    private final Path file;
    private final Placeholders placeholders = new Placeholders();
    private final Set<Operation> operations = new LinkedHashSet<>();
    private int sent;

    private DocExamples(Path file) {
        this.file = file;
    }

    static DocExamples of(String name) {
        return new DocExamples(Path.of("..", "docs", name));
    }

    /**
     * Sends the requests in order and compares the responses.
     *
     * @param caller the client whose token is the first of the document
     */
    void verify(ApiClient caller) throws IOException {
        String document = Files.readString(file);
        placeholders.toDocumented(String.valueOf(caller.token()));

        String updated = EXAMPLE.matcher(document)
                .replaceAll(found -> Matcher.quoteReplacement(withActualResponse(found, caller)));

        assertThat(sent * 2L)
                .as("http blocks of %s that are requests or their responses", file)
                .isEqualTo(BLOCK.matcher(document).results().count());
        if ("write".equals(System.getProperty("tokenry.docs"))) {
            Files.writeString(file, updated);
        } else {
            assertThat(updated).as(HINT.formatted(file)).isEqualTo(document);
        }
    }

    /** Returns the operations of the requests that were sent. */
    Set<Operation> operations() {
        return operations;
    }

    private String withActualResponse(MatchResult found, ApiClient caller) {
        sent++;
        String indentation = found.group(1);
        DocExample example =
                DocExample.parse(placeholders.toActual(found.group(2).replace("\n" + indentation, "\n")));
        OpenApiDocument.instance()
                .operation(example.method(), example.path().replaceAll("\\?.*", ""))
                .ifPresent(operations::add);
        String documented = found.group(3).replaceAll("(?m)^" + indentation, "");
        String actual = placeholders.toDocumented(DocExample.format(example.send(caller.baseUrl())));
        return isEquivalent(documented, actual)
                ? found.group()
                : found.group().replace(found.group(3), actual.replaceAll("(?m)^(?=.)", indentation));
    }

    /** A body that the document omits matches any body. */
    private static boolean isEquivalent(String documented, String actual) {
        String compared = documented.endsWith("\n\n…\n") ? actual.replaceFirst("\n\n(?s:.*)", "\n\n…\n") : actual;
        return Placeholders.withoutDates(documented).equals(Placeholders.withoutDates(compared));
    }
}
