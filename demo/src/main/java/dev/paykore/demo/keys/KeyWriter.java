package dev.paykore.demo.keys;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.PresentedKey;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes partners and keys into a database that no edge reads yet: they are in effect at once. */
final class KeyWriter implements AutoCloseable {

  private static final String PARTNER =
      "INSERT INTO partners (id, name, tier, requests_per_minute) VALUES (?, ?, ?, ?)";
  private static final String KEY =
      "INSERT INTO api_keys (id, partner_id, environment, label, expires_on, revoked_at,"
          + " effective_at) VALUES (?, ?, ?, ?, ?, CASE WHEN ? THEN now() END, now())";
  private static final String SECRET =
      "INSERT INTO api_key_secrets (id, key_id, hash, last_four) VALUES (?, ?, ?, ?)";

  private final ApiKeyGenerator generator = new ApiKeyGenerator(new SecureRandom());
  private final Connection connection;

  private KeyWriter(Connection connection) {
    this.connection = connection;
  }

  static KeyWriter open(DataSource database) {
    try {
      return new KeyWriter(database.getConnection());
    } catch (SQLException e) {
      throw new IllegalStateException("no connection to write keys", e);
    }
  }

  /** Writes a partner and gives its id. */
  String write(DemoPartner partner) {
    String id = generator.newId("ptn");
    insert(PARTNER, id, partner.name(), partner.tier().wireName(), partner.requestsPerMinute());
    return id;
  }

  /** Writes a new key of a partner and gives the key itself, which is nowhere else. */
  String write(String partnerId, DemoKey key) {
    PresentedKey secret = generator.newKey(key.environment());
    String keyId = generator.newId("key");
    insert(
        KEY,
        keyId,
        partnerId,
        key.environment().wireName(),
        key.label(),
        key.expiresOn(),
        key.revoked());
    insert(SECRET, generator.newId("sec"), keyId, secret.hash().hex(), secret.lastFour());
    return secret.reveal();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the connection did not close", e);
    }
  }

  private void insert(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }
}
