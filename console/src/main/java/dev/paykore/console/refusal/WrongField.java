package dev.paykore.console.refusal;

/**
 * A field of the input that cannot be taken as it is.
 *
 * @param field its name as the client wrote it, in snake_case
 * @param message what is expected, as a sentence
 */
public record WrongField(String field, String message) {}
