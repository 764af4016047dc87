package dev.ringfence.fingerprints.token.antlr;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.table.LexerTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.LexerAction;
import org.antlr.v4.runtime.atn.LexerModeAction;
import org.antlr.v4.runtime.atn.LexerPushModeAction;
import org.antlr.v4.runtime.atn.LexerTypeAction;
import org.antlr.v4.runtime.atn.OrderedATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.dfa.DFAState;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Compiles the grammars to tables when the project is built. ANTLR's own simulator computes every
/// state, so priorities, longest match and lazy loops are ANTLR's by construction; this class
/// explores all of them and makes the result small.
public final class TableCompiler {
  private static final int LAST_UNIT = 0xffff;
  private static final int MAX_STATES = 30_000;

  private final Lexer lexer;
  private final ATN atn;
  private int[] unitStarts = new int[0];
  private int[] unitClasses = new int[0];
  private final List<Integer> representatives = new ArrayList<>();

  private TableCompiler(Lexer lexer) {
    this.lexer = lexer;
    this.atn = lexer.getATN();
  }

  /// Writes the table of each language to a folder: `TableCompiler FOLDER`.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    for (Language language : Language.values()) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(language.id() + ".table"))) {
        compile(AntlrTokenizer.newLexer(language)).write(out);
      }
    }
  }

  /// The automaton of a lexer.
  ///
  /// @throws IllegalArgumentException where the grammar breaks the rule, naming what breaks it
  public static LexerTable.Automaton compile(Lexer lexer) {
    return new TableCompiler(lexer).compile();
  }

  private IllegalArgumentException broken(int rule, String what) {
    String name = rule >= 0 ? " in rule " + lexer.getRuleNames()[rule] : "";
    return new IllegalArgumentException(lexer.getGrammarFileName() + ": " + what + name);
  }

  /// Cuts the units into classes that no label of the grammar tells apart.
  private void classify() {
    TreeSet<Integer> cuts = new TreeSet<>();
    cuts.add(0);
    List<IntervalSet> labels = new ArrayList<>();
    for (ATNState state : atn.states) {
      if (state == null) {
        continue;
      }
      for (Transition transition : state.getTransitions()) {
        IntervalSet label = label(state, transition);
        if (label == null) {
          continue;
        }
        if (label.contains(-1)) {
          throw broken(state.ruleIndex, "EOF");
        }
        labels.add(label);
        for (Interval interval : label.getIntervals()) {
          cuts.add(interval.a);
          cuts.add(interval.b + 1);
        }
      }
    }
    int[] all = cuts.stream().mapToInt(Integer::intValue).filter(c -> c <= LAST_UNIT).toArray();
    Map<BitSet, Integer> classOf = new HashMap<>();
    unitStarts = all;
    unitClasses = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      BitSet signature = new BitSet();
      for (int l = 0; l < labels.size(); l++) {
        signature.set(l, labels.get(l).contains(all[i]));
      }
      int unit = all[i];
      unitClasses[i] =
          classOf.computeIfAbsent(
              signature,
              _ -> {
                representatives.add(unit);
                return representatives.size() - 1;
              });
    }
  }

  private @Nullable IntervalSet label(ATNState state, Transition transition) {
    return switch (transition.getSerializationType()) {
      case Transition.ATOM, Transition.RANGE, Transition.SET -> transition.label();
      case Transition.NOT_SET -> IntervalSet.of(0, LAST_UNIT).subtract(transition.label());
      case Transition.WILDCARD -> IntervalSet.of(0, LAST_UNIT);
      case Transition.PREDICATE, Transition.PRECEDENCE ->
          throw broken(state.ruleIndex, "a predicate");
      default -> null;
    };
  }

  /// ANTLR's simulator with its inner steps in reach.
  private static final class Simulator extends LexerATNSimulator {
    Simulator(ATN atn, DFA[] automata) {
      super(atn, automata, new PredictionContextCache());
    }

    DFAState start(int mode, DFA automaton) {
      this.mode = mode;
      return addDFAState(computeStartState(new Utf16CharStream(""), automaton.atnStartState));
    }

    @Nullable DFAState reach(DFAState state, int unit) {
      ATNConfigSet reached = new OrderedATNConfigSet();
      getReachableConfigSet(new Utf16CharStream(""), state.configs, reached, unit);
      return reached.isEmpty() ? null : addDFAState(reached);
    }
  }

  private LexerTable.Automaton compile() {
    classify();
    int modeCount = atn.modeToStartState.size();
    DFA[] automata = new DFA[modeCount];
    for (int mode = 0; mode < modeCount; mode++) {
      automata[mode] = new DFA(atn.modeToStartState.get(mode), mode);
    }
    Simulator simulator = new Simulator(atn, automata);
    List<@Nullable DFAState> states = new ArrayList<>();
    List<int[]> next = new ArrayList<>();
    List<Integer> modes = new ArrayList<>();
    states.add(null);
    next.add(new int[representatives.size()]);
    modes.add(0);
    int[] starts = new int[modeCount];
    for (int mode = 0; mode < modeCount; mode++) {
      // States of two modes are kept apart even where they are equal.
      Map<DFAState, Integer> known = new HashMap<>();
      starts[mode] = number(simulator.start(mode, automata[mode]), mode, known, states, modes);
      for (int s = starts[mode]; s < states.size(); s++) {
        DFAState state = java.util.Objects.requireNonNull(states.get(s));
        int[] row = new int[representatives.size()];
        for (int c = 0; c < row.length; c++) {
          DFAState target = simulator.reach(state, representatives.get(c));
          if (target != null) {
            row[c] = number(target, mode, known, states, modes);
          }
        }
        next.add(row);
        if (states.size() > MAX_STATES) {
          throw broken(-1, "more than " + MAX_STATES + " states, a recursive rule most likely");
        }
      }
    }
    List<byte[]> codes = new ArrayList<>();
    List<int[]> operations = new ArrayList<>();
    int[] actions = actions(states, codes, operations);
    return minimise(next, starts, modes, actions, codes, operations);
  }

  private static int number(
      DFAState state,
      int mode,
      Map<DFAState, Integer> known,
      List<@Nullable DFAState> states,
      List<Integer> modes) {
    return known.computeIfAbsent(
        state,
        added -> {
          states.add(added);
          modes.add(mode);
          return states.size() - 1;
        });
  }

  private int[] actions(
      List<@Nullable DFAState> states, List<byte[]> codes, List<int[]> operations) {
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] actions = new int[states.size()];
    Arrays.fill(actions, -1);
    byte[] classOf = AntlrTokenizer.codesOf(lexer.getVocabulary());
    for (int s = 1; s < states.size(); s++) {
      DFAState state = java.util.Objects.requireNonNull(states.get(s));
      if (!state.isAcceptState) {
        continue;
      }
      int type = state.prediction;
      boolean skipped = false;
      List<Integer> steps = new ArrayList<>();
      if (state.lexerActionExecutor != null) {
        for (LexerAction action : state.lexerActionExecutor.getLexerActions()) {
          switch (action.getActionType()) {
            case SKIP -> skipped = true;
            case TYPE -> type = ((LexerTypeAction) action).getType();
            case PUSH_MODE ->
                steps.addAll(List.of(LexerTable.PUSH, ((LexerPushModeAction) action).getMode()));
            case POP_MODE -> steps.addAll(List.of(LexerTable.POP, 0));
            case MODE ->
                steps.addAll(List.of(LexerTable.SET, ((LexerModeAction) action).getMode()));
            default -> throw broken(-1, "the lexer action " + action);
          }
        }
      }
      byte code = skipped ? -1 : classOf[type];
      int[] operation = steps.stream().mapToInt(Integer::intValue).toArray();
      actions[s] =
          known.computeIfAbsent(
              code + Arrays.toString(operation),
              _ -> {
                codes.add(new byte[] {code});
                operations.add(operation);
                return codes.size() - 1;
              });
    }
    return actions;
  }

  /// Moore's algorithm, starting from states told apart by action and mode; then equal columns
  /// merge.
  private LexerTable.Automaton minimise(
      List<int[]> next,
      int[] starts,
      List<Integer> modes,
      int[] actions,
      List<byte[]> codes,
      List<int[]> operations) {
    int n = next.size();
    int[] part = new int[n];
    Map<Integer, Integer> first = new HashMap<>();
    for (int s = 0; s < n; s++) {
      int key = s == 0 ? -1 : (actions[s] + 1) * 1000 + modes.get(s);
      part[s] = first.computeIfAbsent(key, _ -> first.size());
    }
    int parts = first.size();
    while (true) {
      Map<List<Integer>, Integer> finer = new HashMap<>();
      int[] refined = new int[n];
      for (int s = 0; s < n; s++) {
        List<Integer> key = new ArrayList<>();
        key.add(part[s]);
        for (int target : next.get(s)) {
          key.add(part[target]);
        }
        refined[s] = finer.computeIfAbsent(key, _ -> finer.size());
      }
      part = refined;
      if (finer.size() == parts) {
        break;
      }
      parts = finer.size();
    }
    // Parts are numbered in the order of their first state, so the dead state stays 0.
    int[] member = new int[parts];
    for (int s = n - 1; s >= 0; s--) {
      member[part[s]] = s;
    }
    Map<List<Integer>, Integer> columns = new LinkedHashMap<>();
    List<Integer> columnOf = new ArrayList<>();
    int[] merged = new int[representatives.size()];
    for (int c = 0; c < merged.length; c++) {
      List<Integer> column = new ArrayList<>();
      for (int p = 0; p < parts; p++) {
        column.add(part[next.get(member[p])[c]]);
      }
      int representative = c;
      merged[c] =
          columns.computeIfAbsent(
              column,
              _ -> {
                columnOf.add(representative);
                return columnOf.size() - 1;
              });
    }
    int[][] table = new int[parts][columnOf.size()];
    int[] partModes = new int[parts];
    int[] partActions = new int[parts];
    for (int p = 0; p < parts; p++) {
      partModes[p] = modes.get(member[p]);
      partActions[p] = actions[member[p]];
      for (int c = 0; c < columnOf.size(); c++) {
        table[p][c] = part[next.get(member[p])[columnOf.get(c)]];
      }
    }
    int[] partStarts = new int[starts.length];
    for (int mode = 0; mode < starts.length; mode++) {
      partStarts[mode] = part[starts[mode]];
    }
    int[] classes = Arrays.stream(unitClasses).map(c -> merged[c]).toArray();
    byte[] actionCodes = new byte[codes.size()];
    for (int a = 0; a < actionCodes.length; a++) {
      actionCodes[a] = codes.get(a)[0];
    }
    return new LexerTable.Automaton(
        unitStarts,
        classes,
        columnOf.size(),
        table,
        partStarts,
        partModes,
        partActions,
        actionCodes,
        operations.toArray(new int[0][]));
  }
}
