package dev.tokenry.functions.resource;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.IpBlockParser;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.time.DateParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a token from a body. A result is null if the field is absent or invalid. */
public final class TokenFieldParser {

    /** Fields that a later version will support. */
    private static final List<String> UNSUPPORTED = List.of("labels");

    private final ScopeFieldParser scopeParser;
    private final DateParser dateParser;

    public TokenFieldParser(ScopeFieldParser scopeParser, DateParser dateParser) {
        this.scopeParser = scopeParser;
        this.dateParser = dateParser;
    }

    /** Rejects fields that are not supported yet, because a caller would rely on the restriction that one asks for. */
    public void rejectUnsupported(JsonBody body) {
        body.rejectUnsupported(UNSUPPORTED);
    }

    public @Nullable String name(JsonBody body) {
        return displayName(body, "name");
    }

    /** Reads the name of a token or a person. */
    public @Nullable String displayName(JsonBody body, String field) {
        String name = body.string(field);
        if (name == null) {
            return null;
        }
        try {
            NameRules.checkDisplayName(name);
        } catch (InvalidValueException e) {
            body.violations().add(field, e);
        }
        return name;
    }

    public @Nullable String description(JsonBody body) {
        String description = body.string("description");
        if (description == null) {
            return null;
        }
        try {
            NameRules.checkDescription(description);
        } catch (InvalidValueException e) {
            body.violations().add("description", e);
        }
        return description;
    }

    /** Reads the scopes of a new token. */
    public @Nullable Scopes scopes(JsonBody body) {
        return scopes(body, Scopes.NONE);
    }

    /** Reads the scopes of a token that has these already. */
    public @Nullable Scopes scopes(JsonBody body, Scopes held) {
        return scopeParser.tokenScopes(body, () -> held);
    }

    /**
     * Reads the scopes of a user.
     *
     * @param held supplies the scopes that the user has already; called only if one of the requested scopes cannot be
     *     granted
     */
    public @Nullable Scopes userScopes(JsonBody body, Supplier<Scopes> held) {
        return scopeParser.userScopes(body, held);
    }

    /** Reads an expiration date, which must be in the future. */
    public @Nullable Instant expirationDate(JsonBody body) {
        return newExpirationDate(body, null);
    }

    /** Reads an expiration date, which must be in the future; null if it equals the current one, which may be past. */
    public @Nullable Instant newExpirationDate(JsonBody body, @Nullable Instant current) {
        String text = body.stringOrNumber("expirationDate");
        try {
            return text == null || dateParser.parse(text).equals(current) ? null : dateParser.parseFuture(text);
        } catch (InvalidValueException e) {
            body.violations().add("expirationDate", e);
            return null;
        }
    }

    /** Reads the addresses from which a token can be used. An empty list is not accepted: it could mean all or none. */
    public @Nullable AllowedIps allowedIps(JsonBody body) {
        List<String> texts = body.stringList("allowedIps");
        if (texts == null) {
            return null;
        }
        if (texts.isEmpty() || texts.size() > AllowedIps.MAX_BLOCKS) {
            body.violations()
                    .add(
                            "allowedIps",
                            ViolationReason.ADDRESS_COUNT,
                            "must contain 1 to " + AllowedIps.MAX_BLOCKS
                                    + " addresses and blocks; null allows every address");
            return null;
        }
        List<IpBlock> blocks = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                blocks.add(IpBlockParser.parse(texts.get(i)));
            } catch (InvalidValueException e) {
                body.violations().add("allowedIps[" + i + "]", e);
            }
        }
        AllowedIps allowedIps = new AllowedIps(blocks);
        if (allowedIps.containEveryAddress()) {
            body.violations().add("allowedIps", ViolationReason.ALL_ADDRESSES, IpBlockParser.EVERY_ADDRESS);
        }
        return allowedIps;
    }

    public @Nullable OwnerName owner(JsonBody body) {
        String text = body.string("owner");
        OwnerName owner = text == null ? null : OwnerName.parse(text).orElse(null);
        if (text != null && owner == null) {
            body.violations().add("owner", ViolationReason.PATTERN, "must match " + OwnerName.PATTERN);
        }
        return owner;
    }

    public @Nullable String project(JsonBody body) {
        String project = body.string("project");
        if (project != null && !NameRules.isValidProject(project)) {
            body.violations().add("project", ViolationReason.PATTERN, "must match " + NameRules.PROJECT_PATTERN);
        }
        return project;
    }
}
