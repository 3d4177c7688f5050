package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.openapi.ApiDocument;
import dev.tokenry.local.openapi.Operation;
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

/** The examples of docs/api.md, sent one after the other: what stands there is what is answered. */
class ApiDocIT {

    private static final Path FILE = Path.of("..", "docs", "api.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```http\\n([A-Z]+ .*?)```\\n\\n?```http\\n(HTTP.*?)```\\n", Pattern.DOTALL);
    private static final String HINT = """
            docs/api.md shows something else than what is answered. If the answers are right, this writes them down:
            mvn verify -pl local -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ApiDocIT \
            -Dfailsafe.failIfNoSpecifiedTests=false -Dtokenry.docs=write""";

    private final Pseudonyms pseudonyms = new Pseudonyms();
    private final Set<Operation> shown = new LinkedHashSet<>();

    @Test
    void every_operation_is_shown_with_what_it_answers(@TempDir Path folder) throws IOException {
        String written = Files.readString(FILE);

        String answered = answered(written, folder);

        assertThat(shown)
                .as("operations in docs/api.md")
                .containsAll(ApiDocument.served().operations());
        if ("write".equals(System.getProperty("tokenry.docs"))) {
            Files.writeString(FILE, answered);
        } else {
            assertThat(answered).as(HINT).isEqualTo(written);
        }
    }

    private String answered(String text, Path folder) {
        try (TestStack stack = TestStack.startFresh(folder)) {
            Caller admin = stack.admin();
            pseudonyms.shown(String.valueOf(admin.token()));
            return EXAMPLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(answered(found, admin)));
        }
    }

    private String answered(MatchResult found, Caller admin) {
        DocExample example = DocExample.parse(pseudonyms.real(found.group(1)));
        ApiDocument.served()
                .operation(example.method(), example.path().replaceAll("\\?.*", ""))
                .ifPresent(shown::add);
        String before = found.group(2);
        String answer = pseudonyms.shown(DocExample.written(example.send(admin.base())));
        return found.group().replace(before, isSame(before, answer) ? before : answer);
    }

    /** A body that the document leaves out may be anything. */
    private static boolean isSame(String before, String answer) {
        String compared = before.endsWith("\n\n…\n") ? answer.replaceFirst("\n\n(?s:.*)", "\n\n…\n") : answer;
        return Pseudonyms.timeless(before).equals(Pseudonyms.timeless(compared));
    }
}
