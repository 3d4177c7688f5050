package dev.tokenry.functions.users;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.model.NameRules;
import dev.tokenry.error.ApiException;

/** The user's name in the path. */
final class UserNameParameter {

    private static final String NAME = "name";

    private UserNameParameter() {}

    /** A name as it stands there, which may be none that a user could bear. */
    static String raw(ApiRequest request) {
        return request.pathParameter(NAME);
    }

    /** What no user can be called is as unknown as a user that never was. */
    static String valid(ApiRequest request) {
        String name = raw(request);
        if (!NameRules.isValidOwner(name)) {
            throw new ApiException.NotFoundException();
        }
        return name;
    }
}
