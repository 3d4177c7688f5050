/** The OpenAPI document, and what it is held to. */
@NullMarked
package dev.tokenry.local.openapi;

import org.jspecify.annotations.NullMarked;
