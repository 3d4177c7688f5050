package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.NewToken;
import dev.tokenry.administration.PermissionCalls;
import dev.tokenry.administration.PermissionWorld;
import dev.tokenry.administration.TokenChange;
import dev.tokenry.administration.UserDetails;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call on the use cases in memory and over HTTP, and requires the same outcome: both succeed, or both are
 * denied for the same reason. Tokens that the calls create have another id and value over HTTP.
 */
final class MirroredCalls implements PermissionCalls {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String USERS = "/v2/users/";

    private final PermissionWorld world;
    private final ApiClient anonymous;
    private final Map<TokenId, String> ids = new HashMap<>();
    private final Map<PresentedToken, String> values = new HashMap<>();
    private int succeeded;
    private int denied;

    MirroredCalls(PermissionWorld world, ApiClient anonymous) {
        this.world = world;
        this.anonymous = anonymous;
    }

    int succeeded() {
        return succeeded;
    }

    int denied() {
        return denied;
    }

    @Override
    public dev.tokenry.administration.IssuedToken create(PresentedToken caller, NewToken token) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", token.settings().name());
        body.put("owner", spelling(token.owner()));
        body.put("project", token.project());
        body.put("personalAccessToken", token.personal());
        body.put("enabled", token.settings().enabled());
        body.put("scopes", names(token.settings().scopes()));
        body.put("expirationDate", date(token.settings().expiresAt()));
        body.put("allowedIps", addresses(token.settings().allowedIps()));
        return compare(
                caller,
                () -> world.create(caller, token),
                client -> client.post(TOKENS, TestJson.write(body)),
                this::learn);
    }

    @Override
    public Token update(PresentedToken caller, TokenId id, TokenChange change) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enabled", change.enabled());
        if (change.owner() != null) {
            body.put("owner", spelling(change.owner()));
        }
        if (change.scopes() != null) {
            body.put("scopes", names(change.scopes()));
        }
        if (change.allowedIps() != null) {
            body.put("allowedIps", addresses(change.allowedIps()));
        }
        if (change.changesExpiry()) {
            body.put("expirationDate", date(change.expiresAt()));
        }
        if (change.endsOverlap()) {
            body.put("previousSecretValidUntil", null);
        }
        return compare(
                caller,
                () -> world.update(caller, id, change),
                client -> client.send("PATCH", path(id), TestJson.write(body)),
                (_, _) -> {});
    }

    @Override
    public dev.tokenry.administration.IssuedToken regenerate(
            PresentedToken caller, TokenId id, Duration overlap, @Nullable Instant expiresAt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("overlapSeconds", overlap.toSeconds());
        body.put("expirationDate", date(expiresAt));
        return compare(
                caller,
                () -> world.regenerate(caller, id, overlap, expiresAt),
                client -> client.post(path(id) + "/regenerate", TestJson.write(body)),
                this::learn);
    }

    @Override
    public void delete(PresentedToken caller, TokenId id) {
        compare(caller, () -> world.delete(caller, id), client -> client.delete(path(id)));
    }

    @Override
    public User putUser(PresentedToken caller, UserDetails details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enabled", details.enabled());
        body.put("scopes", names(details.scopes()));
        body.put("manageOwnTokens", details.manageOwnTokens());
        body.put("adoptTokens", details.adoptTokens());
        body.put("leads", details.leads());
        return compare(
                caller,
                () -> world.putUser(caller, details),
                client -> client.put(USERS + details.name().spelling(), TestJson.write(body)),
                (_, _) -> {});
    }

    @Override
    public void deleteUser(PresentedToken caller, OwnerName name) {
        compare(caller, () -> world.deleteUser(caller, name), client -> client.delete(USERS + name.spelling()));
    }

    /** Requires that a secret is accepted over HTTP if it is in memory, with the same effective scopes. */
    void compareSecret(PresentedToken token) {
        ApiReply reply = client(token).get(path(token.id()));
        world.principal(token)
                .ifPresentOrElse(
                        principal -> assertThat(reply.expectStatus(200).json().path("effectiveScopes"))
                                .extracting(scope -> scope.textValue())
                                .containsExactlyInAnyOrderElementsOf(names(principal.scopes())),
                        () -> reply.expectError(world.works(token) ? 403 : 401));
    }

    /** Requires that a token is stored over HTTP as it is in memory. */
    void compareToken(TokenId id, ApiClient admin) {
        ApiReply reply = admin.get(path(id));
        world.tokens
                .find(id)
                .ifPresentOrElse(
                        token -> {
                            TokenSettings settings = token.settings();
                            var json = reply.expectStatus(200).json();
                            assertThat(json.path("owner").textValue())
                                    .isEqualTo(token.origin().owner().spelling());
                            assertThat(json.path("enabled").booleanValue()).isEqualTo(settings.enabled());
                            assertThat(json.path("expirationDate").textValue()).isEqualTo(date(settings.expiresAt()));
                            assertThat(json.path("allowedIps"))
                                    .extracting(block -> block.textValue())
                                    .containsExactlyInAnyOrderElementsOf(
                                            settings.allowedIps().format());
                            assertThat(json.path("scopes"))
                                    .extracting(scope -> scope.textValue())
                                    .containsExactlyInAnyOrderElementsOf(names(settings.scopes()));
                        },
                        () -> reply.expectError(404));
    }

    private void compare(PresentedToken caller, Runnable call, Function<ApiClient, ApiReply> request) {
        Supplier<Boolean> result = () -> {
            call.run();
            return true;
        };
        compare(caller, result, request, (_, _) -> {});
    }

    private <T> T compare(
            PresentedToken caller,
            Supplier<T> call,
            Function<ApiClient, ApiReply> request,
            BiConsumer<T, ApiReply> onSuccess) {
        boolean works = world.works(caller);
        boolean fromHere = world.principal(caller).isPresent();
        ApiReply reply = request.apply(client(caller));
        T result;
        try {
            result = call.get();
        } catch (ApiException e) {
            denied++;
            reply.expectError(works ? status(e) : 401);
            assertThat(reply.json().at("/error/reason").textValue())
                    .isEqualTo(
                            (fromHere ? e.reason() : works ? ErrorReason.ADDRESS_NOT_ALLOWED : ErrorReason.UNAUTHORIZED)
                                    .value());
            throw e;
        }
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        succeeded++;
        onSuccess.accept(result, reply);
        return result;
    }

    private void learn(dev.tokenry.administration.IssuedToken issued, ApiReply reply) {
        IssuedToken answered = IssuedToken.from(reply);
        ids.put(issued.token().id(), answered.id());
        values.put(issued.value(), answered.token());
    }

    private ApiClient client(PresentedToken caller) {
        return anonymous.withTokenValue(values.getOrDefault(caller, caller.reveal()));
    }

    private String path(TokenId id) {
        return TOKENS + "/" + ids.getOrDefault(id, id.value());
    }

    private static int status(ApiException e) {
        return switch (e) {
            case ApiException.InvalidRequestException _ -> 400;
            case ApiException.ForbiddenException _ -> 403;
            case ApiException.NotFoundException _ -> 404;
            case ApiException.ConflictException _ -> 409;
            default -> throw new AssertionError(e);
        };
    }

    private static @Nullable String spelling(@Nullable OwnerName name) {
        return name == null ? null : name.spelling();
    }

    private static List<String> names(Scopes scopes) {
        return scopes.values().stream().map(Scope::name).toList();
    }

    /** Null removes the addresses from a token, and is the same as absent in a new one. */
    private static @Nullable List<String> addresses(AllowedIps allowedIps) {
        return allowedIps.isRestricted() ? allowedIps.format() : null;
    }

    private static @Nullable String date(@Nullable Instant instant) {
        return instant == null ? null : Timestamps.format(instant);
    }
}
