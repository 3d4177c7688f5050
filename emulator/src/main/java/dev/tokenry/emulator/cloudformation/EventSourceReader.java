package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the event source mappings of a template: events of functions and resources of their own. */
record EventSourceReader(TemplateContext scope) {

    private static final String REPORT_ITEM_FAILURES = "ReportBatchItemFailures";

    // Quotas and defaults of Lambda for streams of DynamoDB.
    private static final int DEFAULT_BATCH_SIZE = 100;
    private static final int MAX_BATCH_SIZE = 10_000;
    private static final int MAX_WINDOW_SECONDS = 300;
    private static final int MAX_RETRIES = 10_000;
    private static final int MIN_AGE_SECONDS = 60;
    private static final int MAX_AGE_SECONDS = 604_800;

    /** A number that stands for the lack of a limit. */
    private static final String UNLIMITED = "-1";

    private static final Set<String> EMULATED_PROPERTIES = Set.of(
            "BatchSize",
            "BisectBatchOnFunctionError",
            "DestinationConfig",
            "Enabled",
            "EventSourceArn",
            "FunctionName",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            // One invocation at a time keeps the order that several at a time would keep for each item.
            "ParallelizationFactor",
            "StartingPosition",
            "Stream",
            // Neither changes what a function receives.
            "KmsKeyArn",
            "MetricsConfig",
            "Tags");

    /** A mapping whose properties are resolved. */
    private record DeclaredMapping(String name, String functionArn, Map<String, Object> properties, String path) {}

    /** Returns the enabled mappings whose source is a stream of DynamoDB. */
    List<EventSourceSpec> all() {
        List<DeclaredMapping> mappings = new ArrayList<>();
        for (ResourceDeclaration resource : scope.resources()) {
            if (resource.isFunction()) {
                mappings.addAll(eventsOf(resource));
            } else if (resource.isEventSourceMapping()) {
                mappings.add(mapping(resource));
            }
        }
        return mappings.stream().flatMap(each -> read(each).stream()).toList();
    }

    private List<DeclaredMapping> eventsOf(ResourceDeclaration function) {
        String eventsPath = function.path() + ".Events";
        List<DeclaredMapping> result = new ArrayList<>();
        TemplateValues.map(function.properties().get("Events"), eventsPath).forEach((name, raw) -> {
            String path = eventsPath + "." + name;
            Map<String, Object> event = TemplateValues.map(raw, path);
            if ("DynamoDB".equals(event.get("Type"))) {
                // SAM gives the mapping this logical id.
                String logicalId = function.logicalId() + name;
                result.add(new DeclaredMapping(
                        scope.ids().physicalName(logicalId),
                        scope.ids().functionArn(function.logicalId()),
                        TemplateValues.map(scope.resolve(event.get("Properties"), path), path),
                        path));
            }
        });
        return result;
    }

    private DeclaredMapping mapping(ResourceDeclaration resource) {
        Map<String, Object> properties =
                TemplateValues.map(scope.resolve(resource.properties(), resource.path()), resource.path());
        String function = TemplateValues.string(properties.get("FunctionName"), resource.path() + ".FunctionName");
        return new DeclaredMapping(
                scope.ids().physicalName(resource.logicalId()),
                scope.ids().functionArnOf(function),
                properties,
                resource.path());
    }

    private Optional<EventSourceSpec> read(DeclaredMapping declared) {
        Reader reader = new Reader(declared.properties(), declared.path());
        reader.requireEmulated();
        if (!reader.bool("Enabled", true)) {
            return Optional.empty();
        }
        return Optional.of(new EventSourceSpec(
                declared.name(),
                declared.functionArn(),
                reader.streamArn(),
                reader.number("BatchSize", DEFAULT_BATCH_SIZE, 1, MAX_BATCH_SIZE),
                Duration.ofSeconds(reader.number("MaximumBatchingWindowInSeconds", 0, 0, MAX_WINDOW_SECONDS)),
                reader.reportsItemFailures(),
                reader.bool("BisectBatchOnFunctionError", false),
                reader.limit("MaximumRetryAttempts", 0, MAX_RETRIES),
                reader.limit("MaximumRecordAgeInSeconds", MIN_AGE_SECONDS, MAX_AGE_SECONDS).stream()
                        .mapToObj(Duration::ofSeconds)
                        .findFirst(),
                reader.onFailure()));
    }

    /** The properties of one mapping. */
    private record Reader(Map<String, Object> properties, String path) {

        /** A filter or another position would change what the function receives, so nothing of it is ignored. */
        void requireEmulated() {
            properties.keySet().stream()
                    .filter(name -> !EMULATED_PROPERTIES.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw TemplateException.at(path + "." + name, "this property of a mapping is not emulated");
                    });
            if (!"TRIM_HORIZON".equals(properties.get("StartingPosition"))) {
                throw TemplateException.at(path + ".StartingPosition", "only TRIM_HORIZON is emulated");
            }
        }

        String streamArn() {
            String name = properties.containsKey("Stream") ? "Stream" : "EventSourceArn";
            String arn = TemplateValues.string(properties.get(name), path + "." + name);
            if (!arn.matches("arn:[a-z-]+:dynamodb:[a-z0-9-]+:\\d{12}:table/[^/]+/stream/.+")) {
                throw TemplateException.at(path + "." + name, arn + " is not the ARN of a stream of DynamoDB");
            }
            return arn;
        }

        boolean reportsItemFailures() {
            String typesPath = path + ".FunctionResponseTypes";
            List<?> types = TemplateValues.list(properties.getOrDefault("FunctionResponseTypes", List.of()), typesPath);
            if (!types.stream().allMatch(REPORT_ITEM_FAILURES::equals)) {
                throw TemplateException.at(typesPath, "only " + REPORT_ITEM_FAILURES + " is supported");
            }
            return !types.isEmpty();
        }

        Optional<String> onFailure() {
            String destinationPath = path + ".DestinationConfig.OnFailure";
            Map<String, Object> destinations =
                    TemplateValues.map(properties.get("DestinationConfig"), path + ".DestinationConfig");
            if (!destinations.containsKey("OnFailure")) {
                return Optional.empty();
            }
            String arn = TemplateValues.string(
                    TemplateValues.map(destinations.get("OnFailure"), destinationPath)
                            .get("Destination"),
                    destinationPath + ".Destination");
            if (!arn.matches("arn:[a-z-]+:sqs:.+")) {
                throw TemplateException.at(destinationPath, "only a queue of SQS is emulated, not " + arn);
            }
            return Optional.of(arn);
        }

        boolean bool(String name, boolean defaultValue) {
            String text = TemplateValues.string(properties.getOrDefault(name, defaultValue), path + "." + name);
            if (!text.equals("true") && !text.equals("false")) {
                throw TemplateException.at(path + "." + name, "true or false is expected");
            }
            return text.equals("true");
        }

        int number(String name, int defaultValue, int min, int max) {
            String valuePath = path + "." + name;
            int value = TemplateValues.number(properties.getOrDefault(name, defaultValue), valuePath);
            if (value < min || value > max) {
                throw TemplateException.at(valuePath, value + " is not between " + min + " and " + max);
            }
            return value;
        }

        OptionalInt limit(String name, int min, int max) {
            String value = String.valueOf(properties.getOrDefault(name, UNLIMITED));
            return value.equals(UNLIMITED) ? OptionalInt.empty() : OptionalInt.of(number(name, min, min, max));
        }
    }
}
