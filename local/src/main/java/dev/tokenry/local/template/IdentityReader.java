package dev.tokenry.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an authorizer's {@code Identity}, with the context variables that its kind of API has. */
record IdentityReader(Map<String, Object> identity, Set<String> context, String where) {

    private static final int MAX_TTL_SECONDS = 3600;

    static IdentityReader rest(Map<String, Object> authorizer, String where) {
        return of(authorizer, "resourcePath", where);
    }

    static IdentityReader http(Map<String, Object> authorizer, String where) {
        return of(authorizer, "routeKey", where);
    }

    private static IdentityReader of(Map<String, Object> authorizer, String route, String where) {
        return new IdentityReader(
                Values.map(authorizer.get("Identity"), where + ".Identity"),
                Set.of("apiId", "domainName", "httpMethod", "identity.sourceIp", "path", "stage", route),
                where + ".Identity");
    }

    /** In the order in which SAM lists them for API Gateway. */
    List<IdentitySource> sources() {
        List<IdentitySource> result = new ArrayList<>();
        names("Headers").forEach(name -> result.add(new IdentitySource(IdentitySource.From.HEADER, name)));
        names("QueryStrings").forEach(name -> result.add(new IdentitySource(IdentitySource.From.QUERY_STRING, name)));
        names("StageVariables")
                .forEach(name -> result.add(new IdentitySource(IdentitySource.From.STAGE_VARIABLE, name)));
        names("Context").forEach(name -> result.add(new IdentitySource(IdentitySource.From.CONTEXT, known(name))));
        return result;
    }

    /** How long results are kept under these sources; without a source AWS keeps none, and refuses to be told to. */
    Duration ttl(int otherwise, List<IdentitySource> sources) {
        String place = where + ".ReauthorizeEvery";
        int seconds = Values.number(identity.getOrDefault("ReauthorizeEvery", otherwise), place);
        if (seconds > MAX_TTL_SECONDS) {
            throw TemplateException.at(place, MAX_TTL_SECONDS + " seconds are the most");
        }
        if (seconds > 0 && sources.isEmpty()) {
            throw TemplateException.at(place, "to keep results takes an identity source to keep them under");
        }
        return Duration.ofSeconds(seconds);
    }

    private List<String> names(String property) {
        String place = where + "." + property;
        return Values.list(identity.getOrDefault(property, List.of()), place).stream()
                .map(each -> Values.text(each, place))
                .toList();
    }

    private String known(String name) {
        if (!context.contains(name)) {
            throw TemplateException.at(where + ".Context", name + " is not a context variable known here");
        }
        return name;
    }
}
