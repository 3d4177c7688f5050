package dev.tokenry.restore;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Project;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.ProjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes an installation at random, and remembers every token value that was ever issued. */
final class RandomHistory {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final List<OwnerName> OWNERS =
            Stream.of("anna", "bert", "carl").map(OwnerName::of).toList();
    private static final List<Scope> SCOPES =
            List.of(new Scope("metrics.read"), new Scope("logs.read"), new Scope("apiTokens.read"));
    private static final List<IpBlock> BLOCKS = Stream.of("192.0.2.1", "198.51.100.1", "2001:db8::1")
            .map(address -> IpBlock.ofAddress(address).orElseThrow())
            .toList();
    private static final List<String> PROJECTS = List.of("web", "shop");
    private static final List<String> APIS = List.of("a1b2c3d4e5", "f6g7h8i9j0");

    private final SplittableRandom random;
    private final Installation installation;
    private final List<PresentedToken> issued = new ArrayList<>();
    private int currentPepper = 1;

    RandomHistory(long seed) {
        random = new SplittableRandom(seed);
        installation = new Installation(random, START);
        installation.storeCheckValue(1);
    }

    Installation installation() {
        return installation;
    }

    /** Returns every token value that was ever issued, with replaced secrets. */
    List<PresentedToken> issued() {
        return issued;
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
            installation.advance(Duration.ofMinutes(random.nextInt(30)));
        }
    }

    private void step() {
        switch (random.nextInt(25)) {
            case 0, 1, 2, 3 -> create();
            case 4 -> token().ifPresent(record -> installation.stores().tokens().delete(record, STAMP));
            case 5 -> changeSettings(settings -> settings.withEnabled(false));
            case 6 -> token().filter(token -> !token.isLeaked()).ifPresent(this::enable);
            case 7, 8 ->
                changeSettings(settings -> settings.withScopes(scopes()).withModifiedAt(installation.now()));
            case 9 ->
                changeSettings(settings -> settings.withExpiresAt(expiresAt()).withModifiedAt(installation.now()));
            case 10 -> changeSettings(settings -> settings.withName("renamed").withModifiedAt(installation.now()));
            case 11, 12, 13 -> token().ifPresent(this::regenerate);
            case 14 ->
                token().ifPresent(token ->
                        replace(token, token.withSecrets(token.secrets().withoutPrevious())));
            case 15 -> migrate();
            case 16, 17 -> putUser();
            case 18 -> changeRules();
            case 19 ->
                changeSettings(settings -> settings.withAllowedIps(addresses()).withModifiedAt(installation.now()));
            case 20, 21 -> putProject();
            case 22, 23 -> token().ifPresent(token -> replace(token, token.revokedAsLeaked()));
            default -> damage();
        }
    }

    /** Takes access away as a freeze permits it, in one of the tables that are in use. */
    void revoke(RestoredTable stores) {
        Optional<Token> token = token(stores);
        Optional<User> user = readable(() -> stores.users().find(oneOf(OWNERS)));
        switch (random.nextInt(8)) {
            case 0 -> token.ifPresent(record -> stores.tokens().delete(record, STAMP));
            case 1 ->
                token.ifPresent(current -> stores.tokens()
                        .replace(
                                current, current.withSettings(current.settings().withEnabled(false)), STAMP));
            case 2 -> user.ifPresent(record -> stores.users().delete(record, STAMP));
            case 3 -> user.ifPresent(current -> stores.users().replace(current, current.withEnabled(false), STAMP));
            case 4 ->
                project(oneOf(PROJECTS), stores)
                        .ifPresent(record -> stores.projects().delete(record, STAMP));
            case 5 -> token.ifPresent(current -> stores.tokens().replace(current, current.revokedAsLeaked(), STAMP));
            case 6 ->
                token.ifPresent(current -> stores.tokens()
                        .replace(current, current.withSecrets(current.secrets().withoutPrevious()), STAMP));
            default -> stores.rules().delete(oneOf(APIS), STAMP);
        }
    }

    private void enable(Token token) {
        replace(token, token.withSettings(token.settings().withEnabled(true)));
    }

    private void create() {
        PresentedToken presented = installation.format().mint();
        OwnerName owner = oneOf(OWNERS);
        // Some tokens are older than the user record of their owner, or than user ids.
        String userId = random.nextInt(3) == 0
                ? null
                : readable(() -> installation.stores().users().find(owner))
                        .map(User::id)
                        .orElse(null);
        TokenOrigin origin =
                new TokenOrigin(owner, userId, owner, null, random.nextBoolean(), false, installation.now());
        TokenSettings settings =
                new TokenSettings("t", null, random.nextInt(5) > 0, scopes(), expiresAt(), addresses(), null);
        installation.stores().tokens().insert(Token.create(presented.id(), origin, settings, digest(presented)), STAMP);
        issued.add(presented);
    }

    private void changeSettings(UnaryOperator<TokenSettings> change) {
        token().ifPresent(token -> {
            replace(token, token.withSettings(change.apply(token.settings())));
        });
    }

    private void regenerate(Token token) {
        PresentedToken presented = installation.format().mint(token.id());
        SecretDigests.PreviousDigest previous = random.nextBoolean()
                ? null
                : new SecretDigests.PreviousDigest(
                        token.secrets().current(), installation.now().plus(Duration.ofHours(1 + random.nextInt(12))));
        replace(
                token,
                token.withSecrets(new SecretDigests(digest(presented), previous, installation.now()))
                        .withLifecycle(token.lifecycle().withoutLeak()));
        issued.add(presented);
    }

    private void replace(Token current, Token updated) {
        installation.stores().tokens().replace(current, updated, STAMP);
    }

    /** Begins a pepper rotation, or migrates the digest of a token that is used during one. */
    private void migrate() {
        if (currentPepper == 1) {
            currentPepper = 2;
            installation.storeCheckValue(2);
        }
        if (issued.isEmpty()) {
            return;
        }
        PresentedToken presented = oneOf(issued);
        installation.authenticate(presented).ifPresent(used -> {
            if (used.secretGeneration() == SecretGeneration.CURRENT) {
                installation
                        .digests()
                        .replaceDigest(
                                presented.id(),
                                SecretGeneration.CURRENT,
                                used.token().secrets().current(),
                                digest(presented));
            }
        });
    }

    private Contact contact() {
        return random.nextBoolean()
                ? Contact.NONE
                : new Contact(new EmailAddress("u" + random.nextInt(3) + "@example.com"), null);
    }

    private void putUser() {
        OwnerName name = oneOf(OWNERS);
        Optional<User> current = readable(() -> installation.stores().users().find(name));
        User updated = new User(
                name,
                current.map(User::id).orElseGet(() -> RecordId.random(random)),
                random.nextBoolean() ? "First" : null,
                null,
                random.nextInt(4) > 0,
                scopes(),
                random.nextBoolean(),
                leads(),
                contact(),
                current.map(User::version).orElseGet(() -> User.initialVersion(installation.now())));
        if (current.isEmpty()) {
            installation.stores().users().insert(updated, STAMP);
        } else if (random.nextInt(5) == 0) {
            installation.stores().users().delete(current.get(), STAMP);
        } else {
            installation.stores().users().replace(current.get(), updated, STAMP);
        }
    }

    private void changeRules() {
        if (random.nextInt(3) == 0) {
            installation.stores().rules().delete(oneOf(APIS), STAMP);
        } else {
            installation
                    .stores()
                    .rules()
                    .replace(
                            oneOf(APIS),
                            new ApiRules(List.of("GET /" + random.nextInt(3) + " authenticated"), Duration.ZERO, true),
                            STAMP);
        }
    }

    private void damage() {
        if (issued.isEmpty()) {
            return;
        }
        TokenId id = oneOf(issued).id();
        switch (random.nextInt(6)) {
            case 0 -> installation.damage(id.value(), "version");
            case 1 -> installation.lose(id.value());
            case 2 -> installation.damage("user#" + oneOf(OWNERS), "version");
            case 3 -> installation.damage("project#" + oneOf(PROJECTS), "version");
            case 4 -> installation.lose("project#" + oneOf(PROJECTS));
            default -> installation.lose("user#" + oneOf(OWNERS));
        }
    }

    /** Creates a project, also again under the name of a deleted one, changes it or deletes it. */
    private void putProject() {
        String name = oneOf(PROJECTS);
        ProjectStore projects = installation.stores().projects();
        Optional<Project> current = project(name, installation.stores());
        if (current.isEmpty()) {
            projects.insert(Project.create(name, null, random, installation.now()), true, STAMP);
        } else if (random.nextBoolean()) {
            projects.delete(current.get(), STAMP);
        } else {
            projects.replace(current.get(), current.get().withDisplayName("Display name"), STAMP);
        }
    }

    private static Optional<Project> project(String name, RestoredTable stores) {
        return readable(() -> stores.projects().find(name));
    }

    /** Returns projects as they are now. */
    private List<LedProject> leads() {
        return PROJECTS.stream()
                .filter(_ -> random.nextBoolean())
                .flatMap(name -> project(name, installation.stores()).stream())
                .map(LedProject::of)
                .toList();
    }

    private Optional<Token> token() {
        return token(installation.stores());
    }

    private Optional<Token> token(RestoredTable stores) {
        return issued.isEmpty()
                ? Optional.empty()
                : readable(() -> stores.tokens().find(oneOf(issued).id()));
    }

    /**
     * Returns what owners and attached APIs permit: who may manage own tokens, who leads projects, and which rules
     * apply.
     */
    static Set<String> permissions(RestoredTable stores) {
        return Stream.concat(OWNERS.stream().flatMap(owner -> led(owner, stores)), ownTokensAndRules(stores))
                .collect(Collectors.toSet());
    }

    private static Stream<String> led(OwnerName owner, RestoredTable stores) {
        return readable(() -> stores.users().find(owner)).filter(User::enabled).stream()
                .flatMap(user -> user.leads().stream())
                .filter(lead -> project(lead.name(), stores)
                        .filter(project -> LedProject.of(project).equals(lead))
                        .isPresent())
                .map(lead -> owner.key() + " leads " + lead.name());
    }

    private static Stream<String> ownTokensAndRules(RestoredTable stores) {
        return Stream.concat(
                OWNERS.stream()
                        .filter(owner -> readable(() -> Optional.of(stores.users()
                                        .find(owner)
                                        .map(User::mayManageOwnTokens)
                                        .orElse(true)))
                                .orElse(false))
                        .map(OwnerName::key),
                APIS.stream()
                        .flatMap(api -> readable(() -> stores.rules().find(api)).stream()
                                .map(rules -> api + " " + rules)));
    }

    private static <T> Optional<T> readable(Supplier<Optional<T>> find) {
        try {
            return find.get();
        } catch (ServiceUnavailableException e) {
            return Optional.empty();
        }
    }

    private SecretDigest digest(PresentedToken presented) {
        return Installation.digest(presented, currentPepper);
    }

    private Scopes scopes() {
        return new Scopes(SCOPES.stream().filter(scope -> random.nextInt(3) > 0).toList());
    }

    private AllowedIps addresses() {
        return random.nextInt(3) == 0
                ? AllowedIps.EVERY
                : new AllowedIps(
                        BLOCKS.stream().filter(_ -> random.nextInt(3) > 0).toList());
    }

    private @Nullable Instant expiresAt() {
        return random.nextBoolean() ? null : installation.now().plus(Duration.ofHours(1 + random.nextInt(24)));
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
