package dev.ringfence.fingerprints.token.table;

import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TextUnits;
import java.util.BitSet;

/// Runs a [LexerTable] over a text. Total: each unit has a class, each class an entry, so no input
/// leaves the table. Reuses its buffers: one a thread.
public final class TableLexer {
  /// Bound on nested modes, as in the interpreted lexers.
  private static final int MAX_DEPTH = 10_000;

  private static final int[] NO_OPERATIONS = {};

  private static final byte[] SAME = same();

  private byte[] wide = new byte[0];
  private int[] ends = new int[0];
  private int[] states = new int[0];
  private final int[] stack = new int[MAX_DEPTH];
  private int depth;

  private static byte[] same() {
    byte[] same = new byte[256];
    for (int i = 0; i < same.length; i++) {
      same[i] = (byte) i;
    }
    return same;
  }

  /// A lexer for any table.
  public TableLexer() {}

  /// Lexes a text into `raw`.
  public void lex(LexerTable table, TextUnits text, RawTokens raw) {
    int length = text.length();
    byte[] units = text.bytes();
    byte[] classes = table.classes;
    if (text.isWide()) {
      // Classes in place of units; each class is its own.
      if (wide.length < length) {
        wide = new byte[Math.max(length, wide.length * 2)];
      }
      char[] all = text.units();
      for (int i = 0; i < length; i++) {
        wide[i] = classes[all[i]];
      }
      units = wide;
      classes = SAME;
    }
    if (ends.length < length + 1) {
      ends = new int[Math.max(length + 1, ends.length * 2)];
      states = new int[ends.length];
    }
    int count = run(table, classes, units, length);
    compact(table, count, raw);
  }

  private int run(LexerTable table, byte[] classes, byte[] units, int length) {
    int[] steps = table.steps;
    int shift = table.shift;
    int[] tokenEnds = ends;
    int[] tokenStates = states;
    depth = 0;
    int n = 0;
    int p = 0;
    int state = table.starts[0];
    // Units that were read beyond the token they came to nothing for.
    long wasted = 0;
    while (true) {
      while (p < length) {
        int step = steps[state | (classes[units[p] & 0xff] & 0xff)];
        if (step < 0) {
          break;
        }
        // Written at every unit, kept where the entry says that a token ended: no branch.
        tokenEnds[n] = p;
        tokenStates[n] = state;
        n += step >>> 30;
        state = step & LexerTable.TARGET;
        p++;
      }
      int start = n == 0 ? 0 : tokenEnds[n - 1];
      if (start == length) {
        return n;
      }
      int mode = table.modes[state >>> shift];
      int accepted = p > start && table.actions[state >>> shift] >= 0 ? state : -1;
      int end = p;
      if (accepted < 0) {
        // What was read is longer than any token: back to the longest that was one.
        int s = table.starts[mode];
        end = start;
        int q = start;
        while (q < length) {
          int step = steps[s | (classes[units[q] & 0xff] & 0xff)];
          q++;
          if (step < 0 || (step & LexerTable.EMIT) != 0) {
            break;
          }
          s = step;
          if (table.actions[s >>> shift] >= 0) {
            accepted = s;
            end = q;
          }
        }
        if (accepted < 0) {
          // No token begins here: drop what was read, as ANTLR does.
          accepted = 0;
          end = q;
        }
      }
      tokenEnds[n] = end;
      tokenStates[n] = accepted;
      n++;
      wasted += Math.max(0, p - end);
      p = end;
      int next = after(table, mode, table.actions[accepted >>> shift]);
      if (wasted > 2L * length + FREE_WASTE) {
        return runCarefully(table, classes, units, length, n, p, next);
      }
      state = table.starts[next];
    }
  }

  /// Ordinary text wastes less than it is long.
  private static final int FREE_WASTE = 4096;

  /// A place is remembered at every so many units.
  private static final int STRIDE = 64;

  /// Goes on in time linear in the text, whatever it is [1]: a text of nothing but openings of
  /// strings that never close would be read to its end from each of them. Pairs of state and place
  /// from which no token ends are remembered, so that the next opening that comes to one stops
  /// there.
  ///
  /// [1] Reps, "Maximal-munch" tokenization in linear time, TOPLAS 1998.
  private int runCarefully(
      LexerTable table, byte[] classes, byte[] units, int length, int count, int from, int first) {
    int[] steps = table.steps;
    int shift = table.shift;
    int rows = length / STRIDE + 1;
    BitSet hopeless = new BitSet();
    long[] passed = new long[rows];
    int n = count;
    int p = from;
    int mode = first;
    while (p < length) {
      int state = table.starts[mode];
      int accepted = -1;
      int end = p;
      int q = p;
      int pending = 0;
      while (q < length) {
        if (q % STRIDE == 0) {
          long place = (long) (state >>> shift) * rows + q / STRIDE;
          if (place <= Integer.MAX_VALUE) {
            if (accepted >= 0 && hopeless.get((int) place)) {
              break;
            }
            passed[pending++] = place;
          }
        }
        int step = steps[state | (classes[units[q] & 0xff] & 0xff)];
        q++;
        if (step < 0 || (step & LexerTable.EMIT) != 0) {
          break;
        }
        state = step;
        if (table.actions[state >>> shift] >= 0) {
          accepted = state;
          end = q;
          pending = 0;
        }
      }
      for (int i = 0; i < pending; i++) {
        hopeless.set((int) passed[i]);
      }
      if (accepted < 0) {
        accepted = 0;
        end = q;
      }
      ends[n] = end;
      states[n] = accepted;
      n++;
      mode = after(table, mode, table.actions[accepted >>> shift]);
      p = end;
    }
    return n;
  }

  /// The mode after an action.
  private int after(LexerTable table, int mode, int action) {
    int next = mode;
    int[] operations = action < 0 ? NO_OPERATIONS : table.operations[action];
    for (int i = 0; i < operations.length; i += 2) {
      switch (operations[i]) {
        case LexerTable.PUSH -> {
          if (depth < MAX_DEPTH) {
            stack[depth++] = next;
            next = operations[i + 1];
          }
        }
        case LexerTable.POP -> {
          if (depth > 0) {
            next = stack[--depth];
          }
        }
        default -> next = operations[i + 1];
      }
    }
    return next;
  }

  private void compact(LexerTable table, int count, RawTokens raw) {
    raw.ensureCapacity(count + 1);
    byte[] codes = raw.codes();
    int[] starts = raw.startOffsets();
    int[] tokenEnds = raw.endOffsets();
    byte[] stateCodes = table.stateCodes;
    int shift = table.shift;
    int kept = 0;
    int start = 0;
    for (int i = 0; i < count; i++) {
      byte code = stateCodes[states[i] >>> shift];
      int end = ends[i];
      codes[kept] = code;
      starts[kept] = start;
      tokenEnds[kept] = end;
      // 1 for a token, 0 for one that is left out (-1).
      kept += 1 + (code >> 7);
      start = end;
    }
    raw.setSize(kept);
  }
}
