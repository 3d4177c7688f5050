package dev.tokenry.functions;

import dev.tokenry.administration.IssuedToken;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A token that a test wants to be there. */
public final class Draft {

    private final TestStack stack;
    private PresentedToken whole;
    private String owner = "jane";
    private String project;
    private String name = "tokenName";
    private String description;
    private boolean enabled = true;
    private boolean personal;
    private Scopes scopes = Scopes.NONE;
    private Instant createdAt;
    private Instant expiresAt;

    Draft(TestStack stack) {
        this.stack = stack;
        this.whole = stack.format().mint();
        this.createdAt = stack.clock().instant();
    }

    /** One of the tokens that the event files speak of. */
    public Draft as(String wholeToken) {
        whole = stack.format().parse(wholeToken).orElseThrow();
        return this;
    }

    public Draft owner(String owner) {
        this.owner = owner;
        return this;
    }

    public Draft project(String project) {
        this.project = project;
        return this;
    }

    public Draft name(String name) {
        this.name = name;
        return this;
    }

    public Draft description(String description) {
        this.description = description;
        return this;
    }

    public Draft disabled() {
        enabled = false;
        return this;
    }

    public Draft personal() {
        personal = true;
        return this;
    }

    public Draft scopes(String... names) {
        scopes = new Scopes(Stream.of(names).map(Scope::new).toList());
        return this;
    }

    public Draft createdAt(Instant createdAt) {
        this.createdAt = createdAt;
        return this;
    }

    public Draft expiresIn(Duration life) {
        expiresAt = stack.clock().instant().plus(life);
        return this;
    }

    /** Puts it into the stack. */
    public IssuedToken issue() {
        return stack.keep(this);
    }

    /** Puts it into the stack, where its secret does not matter. */
    public Token kept() {
        return issue().token();
    }

    PresentedToken whole() {
        return whole;
    }

    TokenOrigin origin() {
        return new TokenOrigin(owner, owner, project, personal, createdAt);
    }

    TokenSettings settings() {
        return new TokenSettings(name, description, enabled, scopes, expiresAt, null);
    }
}
