package dev.tokenry.administration;

import dev.tokenry.authorization.TrustPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.keys.FetchedKeySet;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetStore;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.TokenActor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Creates an issuer, or replaces everything about it except its name, kind and {@code iss}. The keys of an enabled
 * issuer that publishes them are fetched before it is stored, so that a mistake is found by the administrator and not
 * by a job.
 */
public final class PutIssuer {

    /**
     * A put request.
     *
     * @param issuer supplies the requested issuer, or throws {@link ApiException.InvalidRequestException}. It is called
     *     only if the caller may change issuers.
     */
    public record Command(String name, Supplier<IssuerDetails> issuer, Precondition precondition) {}

    private static final OptimisticUpdate<Optional<Issuer>> UPDATE = new OptimisticUpdate<>(
            5,
            ErrorReason.CONCURRENT_CHANGE,
            "The issuer was modified concurrently. No changes were made; retry the request.",
            issuer -> issuer.map(Issuer::version).orElse(null));

    private final IssuerStore issuers;
    private final KeyFetcher keyFetcher;
    private final KeySetStore keySets;
    private final InstantSource clock;
    private final RandomGenerator random;

    public PutIssuer(
            IssuerStore issuers,
            KeyFetcher keyFetcher,
            KeySetStore keySets,
            InstantSource clock,
            RandomGenerator random) {
        this.issuers = issuers;
        this.keyFetcher = keyFetcher;
        this.keySets = keySets;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change issuers
     * @throws ApiException.InvalidRequestException if the keys of the issuer cannot be fetched, or its kind or
     *     {@code iss} would change
     * @throws ApiException.PreconditionFailedException if the issuer is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the issuer
     */
    public PutResult<Issuer> execute(TokenActor actor, Command command) {
        TrustPermissions.requireMayWriteIssuers(actor.principal());
        IssuerDetails details = command.issuer().get();
        ChangeStamp stamp = new ChangeStamp(Operation.PUT_ISSUER, actor, clock.instant());
        return UPDATE.run(
                () -> issuers.find(command.name()),
                current -> replacement(command.name(), details, current),
                command.precondition(),
                (current, updated) -> {
                    Optional<FetchedKeySet> fetched =
                            current.equals(Optional.of(updated)) ? Optional.empty() : requireKeys(updated);
                    Optional<PutResult<Issuer>> result = PutResult.write(
                            current,
                            updated,
                            issuer -> issuers.insert(issuer, stamp),
                            (issuer, replacement) -> issuers.replace(issuer, replacement, stamp));
                    if (result.isPresent()) {
                        fetched.ifPresent(keys -> share(updated, keys));
                    }
                    return result;
                });
    }

    private Issuer replacement(String name, IssuerDetails details, Optional<Issuer> current) {
        current.ifPresent(issuer -> requireUnchanged(issuer, details));
        return details.toIssuer(
                name,
                current.map(Issuer::id).orElseGet(() -> RecordId.random(random)),
                // The time distinguishes a new record from a deleted one of its name.
                current.map(Issuer::version).orElseGet(clock::millis));
    }

    /**
     * Conditions and pins of trusts are meaningful only for the kind and the {@code iss} for which they were written.
     */
    private static void requireUnchanged(Issuer current, IssuerDetails details) {
        List<ConstraintViolation> violations = new ArrayList<>();
        if (current.kind() != details.kind()) {
            violations.add(readOnly("kind"));
        }
        if (!current.issuer().equals(details.issuer())) {
            violations.add(readOnly("issuer"));
        }
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    private static ConstraintViolation readOnly(String field) {
        return new ConstraintViolation(
                field,
                ViolationReason.READ_ONLY,
                field + " is read-only. Create another issuer, and trusts that name it",
                ParameterLocation.PAYLOAD_BODY);
    }

    /** A disabled issuer is stored without its keys: it must be possible to disable one that does not respond. */
    private Optional<FetchedKeySet> requireKeys(Issuer issuer) {
        if (!issuer.enabled() || issuer.uploadedKeys() != null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return switch (keyFetcher.fetch(issuer.issuer())) {
            case KeyFetchResult.Failed failed -> throw unusable(describe(failed));
            case KeyFetchResult.Fetched(var keys, var endpoints) -> {
                if (issuer.signIn() != null && !endpoints.permitSignIn()) {
                    throw unusable(
                            "its discovery document names no authorization_endpoint and token_endpoint that are URLs of"
                                    + " https on port 443, with a DNS name and without user, query and fragment");
                }
                yield Optional.of(new FetchedKeySet(keys, endpoints, now));
            }
        };
    }

    private static ApiException unusable(String cause) {
        return new ApiException.InvalidRequestException(
                "issuer",
                ViolationReason.KEYS_UNAVAILABLE,
                "issuer cannot be used: " + cause,
                ParameterLocation.PAYLOAD_BODY);
    }

    /** The first exchanges need not wait for each other to fetch the keys. Without the stored ones, they fetch them. */
    private void share(Issuer issuer, FetchedKeySet fetched) {
        try {
            keySets.replaceKeys(issuer.toPublished(), fetched);
        } catch (ServiceUnavailableException e) {
            // The issuer is stored, whether or not its keys are.
        }
    }

    /** Says which step failed. It contains no text of the issuer. */
    private static String describe(KeyFetchResult.Failed failed) {
        String document = switch (failed.step()) {
            case DISCOVERY -> "its discovery document (/.well-known/openid-configuration)";
            case KEYS -> "its keys (the jwks_uri of its discovery document)";
        };
        String cause = switch (failed.cause()) {
            case URL -> "the URL must be https on port 443, with a DNS name and without user, query and fragment";
            case ADDRESS -> "the host has no address, or one that is not public";
            case CONNECTION -> "the connection failed, or the certificate is not trusted";
            case TIMEOUT -> "the response took too long";
            case STATUS -> "the status was not 200, and redirects are not followed";
            case TOO_LARGE -> "the document is too large";
            case ENCODING -> "the document is compressed";
            case CONTENT -> "the document is not as expected, or has no key that can be used";
            case OTHER_ISSUER -> "the document is of another issuer; it must be spelt exactly as there";
        };
        return document + " could not be fetched: " + cause;
    }
}
