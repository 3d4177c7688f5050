/** Answers HTTP as an API Gateway REST API would, from the template's routes. */
@NullMarked
package dev.tokenry.local.gateway;

import org.jspecify.annotations.NullMarked;
