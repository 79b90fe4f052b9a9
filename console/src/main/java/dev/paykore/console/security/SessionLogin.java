package dev.paykore.console.security;

import java.io.Serializable;
import java.time.Instant;

/**
 * What a session remembers.
 *
 * @param userId who logged in
 * @param at when
 */
record SessionLogin(String userId, Instant at) implements Serializable {

  static final String ATTRIBUTE = SessionLogin.class.getName();
}
