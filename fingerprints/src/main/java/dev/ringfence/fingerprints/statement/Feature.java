package dev.ringfence.fingerprints.statement;

/// What of a function may be found again in another one.
public enum Feature {
  /// A condition, or a part of one that must hold as well.
  CONDITION(1),
  /// The condition or the range of a loop.
  LOOP(1),
  /// An assignment as a whole.
  ASSIGNMENT(1),
  /// What is returned or thrown.
  RETURN(1),
  /// Another statement as a whole, a call mostly.
  CALL(1),
  /// A part of an expression.
  PART(0.5),
  /// Where a value comes from and what is done with it.
  FLOW(0.3),
  /// A word of a string.
  WORD(0.6),
  /// A number of two digits or more.
  NUMBER(0.5),
  /// A name as it is spelled.
  NAME(0.5),
  /// A word that a name or a string is made of.
  VOCABULARY(0.5);

  /// Features as an index holds them: what they are, how they are hashed and what they weigh.
  public static final int VERSION = 2;

  private static final Feature[] ALL = values();

  private final double weight;

  Feature(double weight) {
    this.weight = weight;
  }

  /// What a bit of rarity of such a feature counts.
  public double weight() {
    return weight;
  }

  /// Whether it is a word, a number or a name, and says nothing of what statements do.
  public boolean isLiteral() {
    return switch (this) {
      case WORD, NUMBER, NAME, VOCABULARY -> true;
      default -> false;
    };
  }

  static Feature of(int ordinal) {
    return ALL[ordinal];
  }
}
