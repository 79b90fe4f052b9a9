package dev.paykore.console.partner;

import dev.paykore.console.refusal.Checks;
import dev.paykore.keys.Tier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about a partner.
 *
 * @param name 1 to 100 characters
 * @param tier the plan
 * @param requestsPerMinute the partner's own limit: needed for the tier Scale, only there allowed
 */
public record PartnerPlan(String name, Tier tier, @Nullable Integer requestsPerMinute) {

  private static final int LONGEST_NAME = 100;
  private static final int HIGHEST_LIMIT = 100_000_000;

  public PartnerPlan {
    name = checkedName(name);
    new Checks()
        .expect(
            tier != Tier.SCALE || requestsPerMinute != null,
            "requests_per_minute",
            "Give the limit that was agreed: the tier scale has none of its own.")
        .expect(
            tier == Tier.SCALE || requestsPerMinute == null,
            "requests_per_minute",
            "Leave this out: only the tier scale has a custom limit.")
        .expect(
            requestsPerMinute == null
                || (requestsPerMinute >= 1 && requestsPerMinute <= HIGHEST_LIMIT),
            "requests_per_minute",
            "Give a whole number from 1 to 100000000.")
        .done();
  }

  /**
   * The name without blanks around it.
   *
   * @throws dev.paykore.console.refusal.RefusedException if it is none
   */
  public static String checkedName(String name) {
    String stripped = name.strip();
    int length = stripped.codePointCount(0, stripped.length());
    new Checks()
        .expect(
            length >= 1 && length <= LONGEST_NAME, "name", "Give a name of 1 to 100 characters.")
        .expect(
            stripped.codePoints().noneMatch(Character::isISOControl),
            "name",
            "Leave out control characters.")
        .done();
    return stripped;
  }

  String describe() {
    String limit = requestsPerMinute == null ? "" : ", %d a minute".formatted(requestsPerMinute);
    return "%s, tier %s%s".formatted(name, tier.wireName(), limit);
  }
}
