/** HTTP requests and responses of the API Gateway proxy integration: parsing, errors, headers, JSON. */
@NullMarked
package dev.tokenry.functions.http;

import org.jspecify.annotations.NullMarked;
