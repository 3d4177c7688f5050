package dev.tokenry.functions;

/**
 * Contract of every public route: that of a protected one without the tests of the authorizer context, which requests
 * to a public route do not have.
 */
public interface PublicEndpointContract extends EndpointContract {

    @Override
    default void missing_authorizer_context_is_an_internal_error() {}

    @Override
    default void null_authorizer_context_is_an_internal_error() {}

    @Override
    default void missing_request_context_is_an_internal_error() {}

    @Override
    default void missing_key_in_authorizer_context_is_an_internal_error(String key) {}

    @Override
    default void wrong_type_in_authorizer_context_is_an_internal_error(String key) {}

    @Override
    default void malformed_value_in_authorizer_context_is_an_internal_error(String key, String value) {}
}
