package io.netsonde.measurement.http;

/**
 * Why a check failed.
 *
 * @param phase in which; of an expectation not met {@link HttpPhase#TRANSFER}
 * @param message a sentence that names what, where and what to do; no stack trace, no secret
 */
public record HttpFailure(HttpPhase phase, HttpErrorType type, String message) {}
