/** Emulates API Gateway: REST APIs and HTTP APIs, their authorizers and gateway responses. */
@NullMarked
package dev.tokenry.emulator.apigateway;

import org.jspecify.annotations.NullMarked;
