package dev.tokenry.e2e.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Converts the JSON report of Playwright to JUnit dynamic tests. */
final class BrowserReport {

    private BrowserReport() {}

    /** The tests of one file. */
    record Suite(String name, List<Result> results) {

        DynamicContainer toContainer() {
            return DynamicContainer.dynamicContainer(name, results.stream().map(Result::toTest));
        }
    }

    /** One test with its status and the messages of its failures. */
    record Result(String name, String status, String reasons) {

        DynamicTest toTest() {
            return DynamicTest.dynamicTest(name, () -> {
                Assumptions.assumeFalse(status.equals("skipped"), "skipped by Playwright");
                if (!status.equals("expected")) {
                    throw new AssertionError(name + "\n" + reasons);
                }
            });
        }
    }

    static List<Suite> parse(Path report) throws IOException {
        JsonNode root = new ObjectMapper().readTree(report.toFile());
        List<Suite> suites = new ArrayList<>();
        for (JsonNode file : root.path("suites")) {
            List<Result> results = new ArrayList<>();
            collect(file, "", results);
            suites.add(new Suite(file.path("title").asText(), results));
        }
        List<Result> globalErrors = elements(root.path("errors"))
                .map(error -> new Result("the suite", "broken", message(error)))
                .toList();
        if (!globalErrors.isEmpty() || suites.isEmpty()) {
            suites.add(new Suite(
                    "whole suite", globalErrors.isEmpty() ? List.of(new Result("tests", "none", "No test ran")) : globalErrors));
        }
        return suites;
    }

    private static void collect(JsonNode suite, String prefix, List<Result> results) {
        for (JsonNode spec : suite.path("specs")) {
            JsonNode test = spec.path("tests").path(0);
            StringBuilder reasons = new StringBuilder();
            test.path("results")
                    .forEach(result -> result.path("errors").forEach(error -> reasons.append(message(error))));
            results.add(new Result(
                    prefix + spec.path("title").asText(), test.path("status").asText(), reasons.toString()));
        }
        for (JsonNode inner : suite.path("suites")) {
            collect(inner, prefix + inner.path("title").asText() + ": ", results);
        }
    }

    private static String message(JsonNode error) {
        return redact(
                error.path("message").asText() + "\n" + error.path("snippet").asText() + "\n");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Removes the secrets of tokens and terminal colour codes. */
    static String redact(String text) {
        return text.replaceAll("[A-Z2-7]{64}", "…").replaceAll("\\e\\[[0-9;]*m", "");
    }
}
