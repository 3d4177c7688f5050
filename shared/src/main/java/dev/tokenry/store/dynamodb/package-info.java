/** The DynamoDB implementation of the stores. Only this package knows attribute names and calls DynamoDB. */
@NullMarked
package dev.tokenry.store.dynamodb;

import org.jspecify.annotations.NullMarked;
