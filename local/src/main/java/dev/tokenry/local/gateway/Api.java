package dev.tokenry.local.gateway;

import java.util.List;

/** One stage of an API of either kind, as its clients see it. */
sealed interface Api permits RestApi, HttpApi {

    Answer answer(Request request);

    /** Puts the ids of the request on what is sent back. */
    Answer identified(Answer answer, RequestIds ids);

    List<String> basePaths();
}
