/** Runs DynamoDB Local and creates the tables of a template. */
@NullMarked
package dev.tokenry.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
