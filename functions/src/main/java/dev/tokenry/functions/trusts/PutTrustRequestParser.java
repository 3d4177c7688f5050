package dev.tokenry.functions.trusts;

import static java.util.Objects.requireNonNull;

import dev.tokenry.administration.TrustDetails;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.condition.ParsedConditions;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFinder;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.ScopeFieldParser;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses the body of a put request. What depends on the kind of the issuer is checked by the use case. */
record PutTrustRequestParser(TokenFieldParser fieldParser, ScopeFieldParser scopeParser, TrustFinder trusts) {

    private static final String CONDITIONS = "conditions";
    private static final String EXPIRATION_DATE = "expirationDate";
    private static final long MAX_CREATED_DAYS = 3_650;

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    TrustDetails parse(String name, JsonBody body) {
        requireName(name, body);
        Optional<Trust> current =
                Optional.of(name).filter(NameRules::isValidProject).flatMap(trusts::find);
        String issuer = body.required("issuer", body::string);
        Conditions conditions = conditions(body);
        String project = fieldParser.project(body);
        OwnerName owner = fieldParser.owner(body);
        Scopes scopes = body.required(
                "scopes",
                _ -> scopeParser.templateScopes(
                        body, () -> current.map(trust -> trust.grant().scopes()).orElse(Scopes.NONE)));
        AllowedIps allowedIps = fieldParser.allowedIps(body);
        // The kind of the issuer, which is not known yet, decides the range.
        Long lifetime = body.nearestLong("lifetimeSeconds");
        Long maxCreatedDays = body.longBetween("maxCreatedDays", 1, MAX_CREATED_DAYS);
        String description = fieldParser.description(body);
        Boolean enabled = body.bool("enabled");
        Instant expiresAt = expiresAt(body, current.map(Trust::expiresAt).orElse(null));
        body.ignore(TrustJson.KEPT_BY_SERVICE);
        body.throwIfInvalid();
        return new TrustDetails(
                requireNonNull(issuer),
                conditions,
                project,
                owner,
                requireNonNull(scopes),
                allowedIps == null ? AllowedIps.EVERY : allowedIps,
                lifetime == null ? null : Duration.ofSeconds(lifetime),
                maxCreatedDays == null ? null : maxCreatedDays.intValue(),
                description,
                !Boolean.FALSE.equals(enabled),
                expiresAt);
    }

    private static void requireName(String name, JsonBody body) {
        if (!NameRules.isValidProject(name)) {
            body.violations()
                    .add(
                            "name",
                            ViolationReason.PATTERN,
                            "must match " + NameRules.PROJECT_PATTERN,
                            ParameterLocation.PATH);
        }
        String bodyName = body.string("name");
        if (bodyName != null && !bodyName.equals(name)) {
            body.violations().add("name", ViolationReason.INCONSISTENT, "must match the name in the path");
        }
    }

    private static Conditions conditions(JsonBody body) {
        String text = body.listText(CONDITIONS);
        if (text == null) {
            return Conditions.none();
        }
        byte[] document = ("{\"" + CONDITIONS + "\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        ParsedConditions parsed = StrictJsonParser.parse(document)
                .flatMap(object -> object.find(CONDITIONS))
                .map(ConditionsParser::parse)
                .orElse(null);
        switch (parsed) {
            case Conditions conditions -> {
                return conditions;
            }
            case ParsedConditions.Invalid(var index, String rule) ->
                body.violations()
                        .add(
                                index.isPresent() ? CONDITIONS + "[" + index.getAsInt() + "]" : CONDITIONS,
                                ViolationReason.INVALID_CONDITION,
                                rule);
            case null ->
                body.violations()
                        .add(
                                CONDITIONS,
                                ViolationReason.INVALID_CONDITION,
                                "must have strings of at most " + StrictJsonParser.MAX_STRING_LENGTH
                                        + " characters of valid Unicode, and few levels");
        }
        return Conditions.none();
    }

    /** A date that stays may be past. */
    private @Nullable Instant expiresAt(JsonBody body, @Nullable Instant current) {
        Instant updated = fieldParser.newExpirationDate(body, current);
        return updated == null && body.has(EXPIRATION_DATE) ? current : updated;
    }
}
