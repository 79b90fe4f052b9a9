package dev.paykore.gateway.guard.drain;

/** What the pipeline of each open connection is told, as a user event. */
public enum DrainSignal {
  /** The edge stops soon: say so with the next response, and take what comes until then. */
  STOPPING_SOON,
  /** Now: end the connection as soon as nothing is to be answered on it. */
  LAST_CALL
}
