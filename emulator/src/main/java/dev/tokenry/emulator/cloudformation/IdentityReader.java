package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code Identity} of an authorizer, with the context variables that its kind of API supports. */
record IdentityReader(Map<String, Object> identity, Set<String> contextVariables, String path) {

    private static final int MAX_TTL_SECONDS = 3600;

    static IdentityReader rest(Map<String, Object> authorizer, String path) {
        return of(authorizer, "resourcePath", path);
    }

    static IdentityReader http(Map<String, Object> authorizer, String path) {
        return of(authorizer, "routeKey", path);
    }

    private static IdentityReader of(Map<String, Object> authorizer, String route, String path) {
        return new IdentityReader(
                TemplateValues.map(authorizer.get("Identity"), path + ".Identity"),
                Set.of("apiId", "domainName", "httpMethod", "identity.sourceIp", "path", "stage", route),
                path + ".Identity");
    }

    /** Returns the sources in the order in which SAM lists them for API Gateway. */
    List<IdentitySource> sources() {
        List<IdentitySource> result = new ArrayList<>();
        names("Headers").forEach(name -> result.add(new IdentitySource(IdentitySource.From.HEADER, name)));
        names("QueryStrings").forEach(name -> result.add(new IdentitySource(IdentitySource.From.QUERY_STRING, name)));
        names("StageVariables")
                .forEach(name -> result.add(new IdentitySource(IdentitySource.From.STAGE_VARIABLE, name)));
        names("Context")
                .forEach(name -> result.add(new IdentitySource(IdentitySource.From.CONTEXT, requireKnown(name))));
        return result;
    }

    /**
     * Returns how long results are cached. Without an identity source AWS caches nothing and rejects a cache duration.
     */
    Duration cacheTtl(int defaultSeconds, List<IdentitySource> sources) {
        String propertyPath = path + ".ReauthorizeEvery";
        int seconds = TemplateValues.number(identity.getOrDefault("ReauthorizeEvery", defaultSeconds), propertyPath);
        if (seconds > MAX_TTL_SECONDS) {
            throw TemplateException.at(propertyPath, MAX_TTL_SECONDS + " seconds is the maximum");
        }
        if (seconds > 0 && sources.isEmpty()) {
            throw TemplateException.at(propertyPath, "caching results requires an identity source");
        }
        return Duration.ofSeconds(seconds);
    }

    private List<String> names(String property) {
        String propertyPath = path + "." + property;
        return TemplateValues.list(identity.getOrDefault(property, List.of()), propertyPath).stream()
                .map(each -> TemplateValues.string(each, propertyPath))
                .toList();
    }

    private String requireKnown(String name) {
        if (!contextVariables.contains(name)) {
            throw TemplateException.at(path + ".Context", name + " is not a supported context variable");
        }
        return name;
    }
}
