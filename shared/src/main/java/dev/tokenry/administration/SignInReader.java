package dev.tokenry.administration;

import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.exchange.keys.EndpointSource;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Reads by which issuers people can sign in at present. Every caller may know that: a browser needs it before its
 * person has signed in.
 */
public final class SignInReader {

    private static final int PAGE_SIZE = 100;

    /** So many issuers are asked at once: ones that do not respond would add up to more time than a function has. */
    private static final int MAX_PARALLEL_FETCHES = 20;

    /**
     * A way to sign in.
     *
     * @param issuer the issuer, which is enabled and of the kind for people
     * @param trust the trust, which is enabled and not expired
     * @param endpoints the endpoints of the issuer, which permit it
     */
    public record SignInOption(Issuer issuer, Trust trust, ProviderEndpoints endpoints) {}

    private record Provider(Issuer issuer, List<Trust> trusts) {}

    private final IssuerFinder issuers;
    private final TrustQueryStore trusts;
    private final EndpointSource endpoints;
    private final Consumer<String> onDamaged;
    private final InstantSource clock;

    /** @param onDamaged receives the name of each issuer and trust whose record is damaged */
    public SignInReader(
            IssuerFinder issuers,
            TrustQueryStore trusts,
            EndpointSource endpoints,
            Consumer<String> onDamaged,
            InstantSource clock) {
        this.issuers = issuers;
        this.trusts = trusts;
        this.endpoints = endpoints;
        this.onDamaged = onDamaged;
        this.clock = clock;
    }

    /**
     * Returns the ways to sign in by the names of their issuers and trusts, without those by issuers whose endpoints
     * are not known at present.
     *
     * @throws IssuerUnavailableException if there are issuers, and the endpoints of none are known
     */
    public List<SignInOption> list() {
        Instant now = clock.instant();
        List<Provider> providers = issuers.list(onDamaged).stream()
                .filter(issuer -> issuer.enabled() && issuer.signIn() != null)
                .map(issuer -> new Provider(issuer, trustsOf(issuer, now)))
                .filter(provider -> !provider.trusts().isEmpty())
                .toList();
        // Once per issuer, not per trust: only one of concurrent calls for an issuer may fetch.
        List<SignInOption> options = providers.stream()
                .gather(Gatherers.mapConcurrent(MAX_PARALLEL_FETCHES, this::options))
                .flatMap(List::stream)
                .toList();
        if (options.isEmpty() && !providers.isEmpty()) {
            throw new IssuerUnavailableException("The endpoints of no issuer are known");
        }
        return options;
    }

    private List<SignInOption> options(Provider provider) {
        return endpoints
                .findEndpoints(provider.issuer().toPublished())
                .map(known -> provider.trusts().stream()
                        .map(trust -> new SignInOption(provider.issuer(), trust, known))
                        .toList())
                .orElse(List.of());
    }

    private List<Trust> trustsOf(Issuer issuer, Instant now) {
        List<Trust> found = new ArrayList<>();
        @Nullable IndexPosition after = null;
        do {
            NamePage<TrustRow> page = trusts.listByName(new TrustFilter.ByIssuer(issuer.name()), after, PAGE_SIZE);
            for (TrustRow row : page.rows()) {
                row.trust().ifPresentOrElse(found::add, () -> onDamaged.accept(row.name()));
            }
            after = page.nextAfter();
        } while (after != null);
        found.removeIf(trust -> !trust.enabled()
                || trust.isExpiredAt(now)
                || !trust.issuerName().equals(issuer.name())
                || !trust.issuerId().equals(issuer.id()));
        return found;
    }
}
