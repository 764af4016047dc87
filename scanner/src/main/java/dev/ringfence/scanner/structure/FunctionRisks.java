package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.token.Alphabet;
import java.util.EnumSet;
import java.util.Set;

/// What of a function is risky whatever it is for.
final class FunctionRisks {
  private static final Set<String> NUMERIC_TYPES =
      Set.of(
          "float",
          "double",
          "int",
          "char",
          "short",
          "long",
          "size_t",
          "npy_intp",
          "ssize_t",
          "Py_ssize_t",
          "int8_t",
          "int16_t",
          "int32_t",
          "int64_t",
          "uint8_t",
          "uint16_t",
          "uint32_t",
          "uint64_t");

  private FunctionRisks() {}

  static Set<Risk> of(FunctionBody body) {
    Set<Risk> risks = EnumSet.noneOf(Risk.class);
    for (int i = 0; i < body.size(); i++) {
      String symbol = body.at(i);
      if (body.hasSymbol(i, Alphabet.NAME)
          || symbol.equals("volatile")
          || symbol.equals("unsafe")
          || symbol.equals("synchronized")
          || symbol.equals("nogil")
          || symbol.equals("reinterpret_cast")
          || symbol.equals("_Atomic")) {
        RiskWords.of(body.word(i)).ifPresent(risks::add);
      }
      boolean equality = symbol.equals("==") || symbol.equals("!=");
      if (equality && (isFloat(body, i - 1) || isFloat(body, i + 1))) {
        risks.add(Risk.NUMERIC);
      }
      boolean cast =
          symbol.equals("(")
              && i + 3 < body.size()
              && body.at(i + 2).equals(")")
              && NUMERIC_TYPES.contains(body.word(i + 1))
              && !body.hasSymbol(i - 1, Alphabet.NAME)
              && !body.at(i - 1).equals("sizeof")
              && (body.hasSymbol(i + 3, Alphabet.NAME) || body.at(i + 3).equals("("));
      if (cast || symbol.equals("static_cast") || symbol.equals("reinterpret_cast")) {
        risks.add(Risk.NUMERIC);
      }
    }
    return risks;
  }

  private static boolean isFloat(FunctionBody body, int i) {
    return body.hasSymbol(i, Alphabet.NUMBER) && RiskWords.isFloat(body.word(i));
  }
}
