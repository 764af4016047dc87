package dev.ringfence.attest.replay.provider;

import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What a run has spent of its budget. What was sent and never answered counts too: whoever is
/// asked may have counted it.
public final class Spending {
  /// Is told of each request before it is sent, and of what it cost once that is known.
  public interface Ledger {
    /// A request goes out.
    ///
    /// @param tokens how many tokens it may cost
    void sent(long tokens) throws IOException;

    /// It cost something else.
    ///
    /// @param tokens what is to be added to what was entered; less than 0 as a rule
    void settled(long tokens) throws IOException;
  }

  private final ReplaySettings.Budget budget;
  private final Ledger ledger;
  private final Pace pace;
  private final long start;
  private final long before;
  private int requests;
  private long tokens;
  private long open;

  /// @param requests what earlier parts of the run asked
  /// @param tokens what they cost
  /// @param time how long they asked
  public Spending(
      ReplaySettings.Budget budget,
      Ledger ledger,
      Pace pace,
      int requests,
      long tokens,
      Duration time) {
    this.budget = budget;
    this.ledger = ledger;
    this.pace = pace;
    this.start = pace.nanos();
    this.before = time.toNanos();
    this.requests = requests;
    this.tokens = tokens;
  }

  /// Why no request of so many tokens may go out; empty where it may.
  public Optional<String> refusal(long wanted) {
    if (requests >= budget.requests()) {
      return Optional.of("the budget of " + budget.requests() + " requests is spent");
    }
    if (tokens + wanted > budget.tokens()) {
      return Optional.of(
          "the budget of "
              + budget.tokens()
              + " tokens does not allow up to "
              + wanted
              + " more; "
              + tokens
              + " are spent");
    }
    if (left().isNegative() || left().isZero()) {
      return Optional.of("the budget of " + budget.time().toSeconds() + " seconds is spent");
    }
    return Optional.empty();
  }

  /// Enters a request that goes out now.
  public void send(long wanted) throws IOException {
    requests++;
    tokens += wanted;
    open = wanted;
    ledger.sent(wanted);
  }

  /// Enters what the last request cost, once that is known.
  public void settle(long actual) throws IOException {
    long difference = actual - open;
    tokens += difference;
    open = 0;
    if (difference != 0) {
      ledger.settled(difference);
    }
  }

  /// How long the run may go on asking.
  public Duration left() {
    return budget.time().minus(time());
  }

  /// How long it has gone on.
  public Duration time() {
    return Duration.ofNanos(before + pace.nanos() - start);
  }

  /// How many requests went out.
  public int requests() {
    return requests;
  }

  /// How many tokens they cost.
  public long tokens() {
    return tokens;
  }
}
