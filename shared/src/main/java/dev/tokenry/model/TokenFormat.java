package dev.tokenry.model;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The format of token values: {@code PREFIX.PUBLIC.SECRET}. The prefix has 2 to 12 lower-case letters or digits; the
 * public part has 24 and the secret 64 characters of base32 (RFC 4648 §6). The last 7 characters of the secret encode
 * the CRC-32 (IEEE 802.3) of all characters before them, so mistyped values are rejected without a database read.
 */
public final class TokenFormat {

    private static final int MAX_LENGTH =
            TokenId.MAX_PREFIX_LENGTH + 1 + TokenId.PUBLIC_LENGTH + 1 + TokenSecret.LENGTH;

    private final String mintedPrefix;
    private final Set<String> acceptedPrefixes;
    private final RandomGenerator random;

    /**
     * @param mintedPrefix the prefix of new tokens; must be one of the accepted prefixes
     * @param acceptedPrefixes the prefixes that {@link #parse} accepts
     * @param random a cryptographically strong random generator; not used before the first token is minted
     * @throws IllegalArgumentException if a prefix is not valid or {@code mintedPrefix} is not accepted
     */
    public TokenFormat(String mintedPrefix, Set<String> acceptedPrefixes, RandomGenerator random) {
        for (String prefix : acceptedPrefixes) {
            if (!TokenId.isPrefix(prefix)) {
                throw new IllegalArgumentException("Not a token prefix: " + prefix);
            }
        }
        if (!acceptedPrefixes.contains(mintedPrefix)) {
            throw new IllegalArgumentException("Tokens minted with prefix " + mintedPrefix + " would not be accepted");
        }
        this.mintedPrefix = mintedPrefix;
        this.acceptedPrefixes = Set.copyOf(acceptedPrefixes);
        this.random = random;
    }

    /**
     * Returns the format of a deployment.
     *
     * @param acceptedPrefixes the accepted prefixes, separated by commas. The prefix of new tokens is accepted in any
     *     case: a parameter that does not list it would stop every function.
     * @throws IllegalArgumentException if a prefix is not valid
     */
    public static TokenFormat parse(String mintedPrefix, String acceptedPrefixes, RandomGenerator random) {
        Set<String> accepted = new HashSet<>(List.of(acceptedPrefixes.split(",")));
        accepted.add(mintedPrefix);
        return new TokenFormat(mintedPrefix, accepted, random);
    }

    /**
     * Returns the same format with another prefix of new tokens.
     *
     * @throws IllegalArgumentException if the prefix is not accepted
     */
    public TokenFormat withMintedPrefix(String prefix) {
        return new TokenFormat(prefix, acceptedPrefixes, random);
    }

    /** Returns a new token id with a new secret. */
    public PresentedToken mint() {
        return mint(new TokenId(mintedPrefix, Base32.random(TokenId.PUBLIC_LENGTH, random)));
    }

    /** Returns a new secret for an existing token id, which keeps its prefix. */
    public PresentedToken mint(TokenId id) {
        String randomPart = Base32.random(TokenSecret.RANDOM_LENGTH, random);
        return new PresentedToken(id, new TokenSecret(randomPart + checksum(id, randomPart)));
    }

    /** Parses a token value. Returns empty if its syntax, its prefix or its checksum is not valid. */
    public Optional<PresentedToken> parse(String tokenValue) {
        int secretDot = tokenValue.lastIndexOf('.');
        if (secretDot < 0 || tokenValue.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<TokenId> id = TokenId.parse(tokenValue.substring(0, secretDot));
        String secret = tokenValue.substring(secretDot + 1);
        return id.isPresent()
                        && Base32.isBase32(secret, TokenSecret.LENGTH)
                        && acceptedPrefixes.contains(id.get().prefix())
                        && hasValidChecksum(id.get(), secret)
                ? Optional.of(new PresentedToken(id.get(), new TokenSecret(secret)))
                : Optional.empty();
    }

    /** Returns whether the text is a token value, with any prefix and any checksum. */
    public static boolean isTokenValue(String text) {
        return InText.TOKEN_VALUE.matcher(text).matches();
    }

    /** Returns whether the text is at least a token id, and is a token value but for characters at its end. */
    public static boolean isBeginningOfTokenValue(String text) {
        Matcher matcher = InText.TOKEN_VALUE.matcher(text);
        return !matcher.matches()
                && matcher.hitEnd()
                && TokenId.parse(text.substring(0, Math.min(text.length(), idLength(text))))
                        .isPresent();
    }

    /** Returns whether the text contains a token value, with any prefix and any checksum. */
    public static boolean containsTokenValue(String text) {
        return InText.TOKEN_VALUE.matcher(text).find();
    }

    /** Returns the length of the token id at the beginning of a text, if there is one. */
    private static int idLength(String text) {
        return text.indexOf('.') + 1 + TokenId.PUBLIC_LENGTH;
    }

    private static boolean hasValidChecksum(TokenId id, String secret) {
        String randomPart = secret.substring(0, TokenSecret.RANDOM_LENGTH);
        return secret.endsWith(checksum(id, randomPart));
    }

    private static String checksum(TokenId id, String randomPart) {
        CRC32 crc = new CRC32();
        crc.update((id.value() + "." + randomPart).getBytes(StandardCharsets.US_ASCII));
        return Base32.encode(crc.getValue(), TokenSecret.CHECKSUM_LENGTH);
    }

    /** The authorizer, which parses values, does not load it. */
    private static final class InText {
        static final Pattern TOKEN_VALUE = Pattern.compile("[a-z0-9]{2,12}\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}");
    }
}
