package dev.paykore.console.key;

import dev.paykore.console.refusal.Checks;

/**
 * What a key is for, in the partner's words.
 *
 * @param text 1 to 64 characters, none of them a control character
 */
public record Label(String text) {

  private static final int LONGEST = 64;

  public Label {
    text = text.strip();
    int length = text.codePointCount(0, text.length());
    new Checks()
        .expect(length >= 1 && length <= LONGEST, "label", "Give a label of 1 to 64 characters.")
        .expect(
            text.codePoints().noneMatch(Character::isISOControl),
            "label",
            "Leave out control characters.")
        .done();
  }
}
