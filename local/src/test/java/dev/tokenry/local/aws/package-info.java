/** The promises of the local AWS services, kept by real clients. */
@NullMarked
package dev.tokenry.local.aws;

import org.jspecify.annotations.NullMarked;
