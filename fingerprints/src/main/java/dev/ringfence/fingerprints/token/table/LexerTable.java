package dev.ringfence.fingerprints.token.table;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A lexer as one table: from state and character class to the next state. Immutable.
public final class LexerTable {
  /*
   * An entry of `steps` at `state << shift | class` is
   *   the next state << shift              where the token goes on,
   *   EMIT | the next state << shift       where it ended before this character, which begins the next
   *                                        one: the entry already is what the start state does with it,
   *   STOP                                 where something rare comes: a mode is pushed or popped, or
   *                                        the longest token is shorter than what was read.
   * So the hot loop is one look-up a character, with no branch at the end of a token.
   *
   * States of different modes are never merged: a state tells its mode, and the loop need not know it.
   * State 0 is dead. On disk, deflated, all numbers as DataOutput writes them: FORMAT, number of
   * classes, the class map as (first unit, class) pairs, number of states, modes with their start
   * states, per state its mode and its action, the actions, the next states row by row.
   */
  static final int EMIT = 1 << 30;
  static final int STOP = 1 << 31;
  static final int TARGET = EMIT - 1;

  /// The code of a token that is left out.
  static final byte SKIP = -1;

  /// What an action does to the stack of modes.
  public static final int PUSH = 1;

  /// Goes back to the mode before.
  public static final int POP = 2;

  /// Changes the mode.
  public static final int SET = 3;

  private static final int FORMAT = 1;
  private static final int UNITS = 1 << 16;

  /// The next states as the grammar has them.
  ///
  /// @param unitStarts the first unit of each run of units of one class
  /// @param unitClasses the class of each run
  /// @param classCount the number of classes
  /// @param next the next state by state and class, 0 for none
  /// @param starts the start state of each mode
  /// @param modes the mode of each state
  /// @param actions the action of each accepting state, -1 for others
  /// @param codes the code of each action's token, or -1 where it is left out
  /// @param operations what each action does to the modes: pairs of operation and mode
  @SuppressWarnings("ArrayRecordComponent")
  public record Automaton(
      int[] unitStarts,
      int[] unitClasses,
      int classCount,
      int[][] next,
      int[] starts,
      int[] modes,
      int[] actions,
      byte[] codes,
      int[][] operations) {
    /// Writes the automaton.
    public void write(OutputStream out) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream data = new DataOutputStream(bytes)) {
        data.writeByte(FORMAT);
        data.writeShort(classCount);
        data.writeInt(unitStarts.length);
        for (int i = 0; i < unitStarts.length; i++) {
          data.writeShort(unitStarts[i]);
          data.writeByte(unitClasses[i]);
        }
        data.writeShort(next.length);
        data.writeByte(starts.length);
        for (int start : starts) {
          data.writeShort(start);
        }
        for (int state = 0; state < next.length; state++) {
          data.writeByte(modes[state]);
          data.writeShort(actions[state]);
        }
        data.writeShort(codes.length);
        for (int action = 0; action < codes.length; action++) {
          data.writeByte(codes[action]);
          data.writeByte(operations[action].length);
          for (int value : operations[action]) {
            data.writeByte(value);
          }
        }
        for (int[] row : next) {
          for (int state : row) {
            data.writeShort(state);
          }
        }
      }
      try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
        bytes.writeTo(deflated);
      }
    }

    /// Reads an automaton.
    public static Automaton read(InputStream in) throws IOException {
      try (DataInputStream data = new DataInputStream(new InflaterInputStream(in))) {
        if (data.readByte() != FORMAT) {
          throw new IOException("lexer table of another format");
        }
        int classCount = data.readUnsignedShort();
        int[] unitStarts = new int[data.readInt()];
        int[] unitClasses = new int[unitStarts.length];
        for (int i = 0; i < unitStarts.length; i++) {
          unitStarts[i] = data.readUnsignedShort();
          unitClasses[i] = data.readUnsignedByte();
        }
        int[][] next = new int[data.readUnsignedShort()][classCount];
        int[] starts = new int[data.readUnsignedByte()];
        for (int mode = 0; mode < starts.length; mode++) {
          starts[mode] = data.readUnsignedShort();
        }
        int[] modes = new int[next.length];
        int[] actions = new int[next.length];
        for (int state = 0; state < next.length; state++) {
          modes[state] = data.readUnsignedByte();
          actions[state] = data.readShort();
        }
        byte[] codes = new byte[data.readUnsignedShort()];
        int[][] operations = new int[codes.length][];
        for (int action = 0; action < codes.length; action++) {
          codes[action] = data.readByte();
          operations[action] = new int[data.readUnsignedByte()];
          for (int i = 0; i < operations[action].length; i++) {
            operations[action][i] = data.readUnsignedByte();
          }
        }
        byte[] rows = data.readNBytes(2 * classCount * next.length);
        int at = 0;
        for (int[] row : next) {
          for (int c = 0; c < classCount; c++, at += 2) {
            row[c] = ((rows[at] & 0xff) << 8) | (rows[at + 1] & 0xff);
          }
        }
        return new Automaton(
            unitStarts, unitClasses, classCount, next, starts, modes, actions, codes, operations);
      }
    }
  }

  final byte[] classes = new byte[UNITS];
  final int shift;
  final int[] steps;
  final int[] starts;
  final int[] modes;
  final int[] actions;
  final byte[] stateCodes;
  final int[][] operations;

  /// The table of an automaton.
  public LexerTable(Automaton automaton) {
    int[] unitStarts = automaton.unitStarts();
    for (int i = 0; i < unitStarts.length; i++) {
      int end = i + 1 < unitStarts.length ? unitStarts[i + 1] : UNITS;
      java.util.Arrays.fill(classes, unitStarts[i], end, (byte) automaton.unitClasses()[i]);
    }
    int classCount = automaton.classCount();
    shift = 32 - Integer.numberOfLeadingZeros(Math.max(1, classCount - 1));
    int[][] next = automaton.next();
    modes = automaton.modes();
    actions = automaton.actions();
    operations = automaton.operations();
    starts = automaton.starts().clone();
    steps = new int[next.length << shift];
    stateCodes = new byte[next.length];
    for (int state = 0; state < next.length; state++) {
      int action = actions[state];
      stateCodes[state] = action < 0 ? SKIP : automaton.codes()[action];
      int follower = action < 0 ? -1 : follower(state, operations[action]);
      for (int c = 0; c < 1 << shift; c++) {
        int entry = STOP;
        if (state != 0 && c < classCount) {
          int target = next[state][c];
          if (target != 0) {
            entry = target << shift;
          } else if (follower >= 0 && next[starts[follower]][c] != 0) {
            entry = EMIT | (next[starts[follower]][c] << shift);
          }
        }
        steps[(state << shift) | c] = entry;
      }
    }
    for (int mode = 0; mode < starts.length; mode++) {
      starts[mode] <<= shift;
    }
  }

  /// The mode after a token that ends in a state, or -1 where only the stack of modes can tell.
  private int follower(int state, int[] operation) {
    if (operation.length == 0) {
      return modes[state];
    }
    return operation.length == 2 && operation[0] == SET ? operation[1] : -1;
  }

  /// The table of a resource beside this class.
  static LexerTable load(InputStream in) throws IOException {
    return new LexerTable(Automaton.read(in));
  }
}
