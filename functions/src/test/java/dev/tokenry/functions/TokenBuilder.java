package dev.tokenry.functions;

import dev.tokenry.administration.IssuedToken;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.IpBlockParser;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Builder for tokens that tests store. */
public final class TokenBuilder {

    private final TestStack stack;
    private PresentedToken presentedToken;
    private String owner = "jane";
    private String project;
    private String name = "tokenName";
    private String description;
    private boolean enabled = true;
    private boolean personal;
    private ExchangeOrigin exchange;
    private Scopes scopes = Scopes.NONE;
    private Instant createdAt;
    private Instant expiresAt;
    private AllowedIps allowedIps = AllowedIps.EVERY;

    TokenBuilder(TestStack stack) {
        this.stack = stack;
        this.presentedToken = stack.tokenFormat().mint();
        this.createdAt = stack.clock().instant();
    }

    /** Uses the value of a token from the event files. */
    public TokenBuilder tokenValue(String tokenValue) {
        presentedToken = stack.tokenFormat().parse(tokenValue).orElseThrow();
        return this;
    }

    public TokenBuilder owner(String owner) {
        this.owner = owner;
        return this;
    }

    public TokenBuilder project(String project) {
        this.project = project;
        return this;
    }

    public TokenBuilder name(String name) {
        this.name = name;
        return this;
    }

    public TokenBuilder description(String description) {
        this.description = description;
        return this;
    }

    public TokenBuilder disabled() {
        enabled = false;
        return this;
    }

    public TokenBuilder personal() {
        personal = true;
        return this;
    }

    /** Makes the token one that an exchange gave to a person who has signed in. */
    public TokenBuilder session() {
        exchange = new ExchangeOrigin("console", "s-1", 30);
        return personal();
    }

    /** Makes the token one that an exchange gave to a job. */
    public TokenBuilder ofJob() {
        exchange = new ExchangeOrigin("ci-web", "repo:acme/web:ref:refs/heads/main");
        return this;
    }

    public TokenBuilder scopes(String... names) {
        scopes = new Scopes(Stream.of(names).map(Scope::new).toList());
        return this;
    }

    public TokenBuilder createdAt(Instant createdAt) {
        this.createdAt = createdAt;
        return this;
    }

    public TokenBuilder expiresIn(Duration lifetime) {
        expiresAt = stack.clock().instant().plus(lifetime);
        return this;
    }

    public TokenBuilder allowedIps(String... blocks) {
        allowedIps = new AllowedIps(Stream.of(blocks).map(TokenBuilder::block).toList());
        return this;
    }

    private static IpBlock block(String text) {
        try {
            return IpBlockParser.parse(text);
        } catch (InvalidValueException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Stores the token and returns it with its value. */
    public IssuedToken issue() {
        return stack.store(this);
    }

    /** Stores the token, for tests that do not need its value. */
    public Token store() {
        return issue().token();
    }

    PresentedToken presentedToken() {
        return presentedToken;
    }

    TokenOrigin origin() {
        OwnerName ownerName = OwnerName.of(owner);
        return new TokenOrigin(ownerName, null, ownerName, project, personal, false, exchange, createdAt);
    }

    TokenSettings settings() {
        return new TokenSettings(name, description, enabled, scopes, expiresAt, allowedIps, null);
    }
}
