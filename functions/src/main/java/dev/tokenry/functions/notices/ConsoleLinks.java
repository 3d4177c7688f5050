package dev.tokenry.functions.notices;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * URLs of views of the web console.
 *
 * @param base the URL of the console, with a slash at its end
 */
record ConsoleLinks(String base) {

    String token(TokenId id) {
        return base + "tokens/" + id.value();
    }

    /** Returns the URL of the list of an owner's tokens. To those who see no other tokens, it shows their own. */
    String tokensOf(OwnerName owner) {
        return base + "tokens?owner=" + URLEncoder.encode(owner.spelling(), StandardCharsets.UTF_8);
    }
}
