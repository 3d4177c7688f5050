package dev.tokenry.model;

import dev.tokenry.text.AsciiSet;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a token may do. The {@link ScopeCatalogue} lists the scopes that exist.
 *
 * @param name words of letters and digits, the first of which starts with a letter, with one of {@code . _ : -} between
 *     them; at most 64 characters; case-sensitive
 */
public record Scope(String name) {

    public static final int MAX_LENGTH = 64;

    /** The accepted syntax, as error messages show it. */
    public static final String PATTERN = "[A-Za-z][A-Za-z0-9]*(?:[._:-][A-Za-z0-9]+)*";

    // Declared before the scopes below, because their constructor uses them.
    private static final AsciiSet LETTERS = AsciiSet.of("A-Za-z");
    private static final AsciiSet LETTERS_AND_DIGITS = AsciiSet.of("A-Za-z0-9");
    private static final AsciiSet SEPARATORS = AsciiSet.of("._:-");

    /** Allows managing the tokens of every owner and granting any scope. */
    public static final Scope MANAGE_ALL_TOKENS = new Scope("TenantTokenManagement");

    public static final Scope READ_TOKENS = new Scope("apiTokens.read");
    public static final Scope WRITE_TOKENS = new Scope("apiTokens.write");
    public static final Scope READ_USERS = new Scope("users.read");
    public static final Scope WRITE_USERS = new Scope("users.write");
    public static final Scope READ_PROJECTS = new Scope("projects.read");
    public static final Scope WRITE_PROJECTS = new Scope("projects.write");

    /** Allows declaring scopes and scope templates. */
    public static final Scope WRITE_SCOPES = new Scope("scopes.write");

    /** Allows reading the audit events of everything, not only of what the token may see. */
    public static final Scope READ_AUDIT = new Scope("audit.read");

    /** Allows reading issuers, and the trusts that the token may see. */
    public static final Scope READ_TRUSTS = new Scope("trusts.read");

    /** Allows writing trusts, and issuers together with {@link #MANAGE_ALL_TOKENS}. */
    public static final Scope WRITE_TRUSTS = new Scope("trusts.write");

    /** @throws IllegalArgumentException if the name is not valid */
    public Scope {
        if (!isValid(name)) {
            throw new IllegalArgumentException("Not a scope name");
        }
    }

    /** Returns the scope of this name; empty if the name is not valid. */
    public static Optional<Scope> parse(String name) {
        return isValid(name) ? Optional.of(new Scope(name)) : Optional.empty();
    }

    private static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !LETTERS.contains(name.charAt(0))) {
            return false;
        }
        boolean afterSeparator = false;
        for (int i = 1; i < name.length(); i++) {
            boolean separator = SEPARATORS.contains(name.charAt(i));
            if (separator ? afterSeparator : !LETTERS_AND_DIGITS.contains(name.charAt(i))) {
                return false;
            }
            afterSeparator = separator;
        }
        return !afterSeparator;
    }

    /** Returns the name in lower case. Names of scopes that a stack declares differ in more than case. */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the name up to the first separator. */
    public String firstPart() {
        return name.split("[._:-]", 2)[0];
    }

    // Not those of a record, which need method handles.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scope scope && name.equals(scope.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
