package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The calls that change tokens and users. Each throws {@link ApiException} if it is denied. */
public interface PermissionCalls {

    IssuedToken create(PresentedToken caller, NewToken token);

    Token update(PresentedToken caller, TokenId id, TokenChange change);

    IssuedToken regenerate(PresentedToken caller, TokenId id, Duration overlap, @Nullable Instant expiresAt);

    void delete(PresentedToken caller, TokenId id);

    User putUser(PresentedToken caller, UserDetails details);

    void deleteUser(PresentedToken caller, OwnerName name);
}
